using Assistant.ModelHost.Generation;

namespace Assistant.ModelHost.Templates;

/// <summary>
/// ChatML, as the Qwen models use it. Source: models/templates/Qwen-Qwen3-0.6B.jinja, Qwen3.5-4B.jinja and Qwen3-Coder.jinja of
/// llama.cpp. The system message that Qwen2.5 sets when there is none is left out.
/// </summary>
/// <param name="thinking">How a thought that is over before it begins is written; null where the model has no such switch.</param>
/// <param name="trims">Whether space around a message is taken away, as by Qwen3.5.</param>
internal sealed class ChatMlTemplate(ThinkingTokens? thinking, bool trims) : ChatTemplate("ChatML", ["<|im_end|>", "<|endoftext|>", "<|im_start|>"])
{
    private protected override void Write(PromptBuilder prompt, IReadOnlyList<ChatMessage> messages)
    {
        foreach (var message in messages)
            prompt.Control("<|im_start|>").Text($"{message.Role}\n{(trims ? message.Content.Trim() : message.Content)}").Control("<|im_end|>").Text("\n");
        prompt.Control("<|im_start|>").Text("assistant\n");
        if (thinking is not null)
            thinking.Close(thinking.Open(prompt).Text("\n\n")).Text("\n\n");
    }
}
