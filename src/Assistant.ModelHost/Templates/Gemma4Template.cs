using Assistant.ModelHost.Generation;

namespace Assistant.ModelHost.Templates;

/// <summary>Gemma 4, with an empty thought before the answer. Source: models/templates/google-gemma-4-31B-it.jinja of llama.cpp.</summary>
internal sealed class Gemma4Template() : ChatTemplate("Gemma 4", ["<turn|>", "<eos>"])
{
    private protected override void Write(PromptBuilder prompt, IReadOnlyList<ChatMessage> messages)
    {
        foreach (var message in messages)
        {
            var role = message.Role == "assistant" ? "model" : message.Role;
            prompt.Control("<|turn>").Text($"{role}\n{message.Content.Trim()}").Control("<turn|>").Text("\n");
        }

        prompt.Control("<|turn>").Text("model\n").Control("<|channel>").Text("thought\n").Control("<channel|>");
    }
}
