using Assistant.ModelHost.Generation;

namespace Assistant.ModelHost.Templates;

/// <summary>
/// Llama 3. Source: src/llama-chat.cpp (LLAMA_3) of llama.cpp. The dates that the template of 3.1 sets before the system
/// message are left out: they would change the prompt each day, and with it all that was cached.
/// </summary>
internal sealed class Llama3Template() : ChatTemplate("Llama 3", ["<|eot_id|>", "<|eom_id|>", "<|end_of_text|>"])
{
    private protected override void Write(PromptBuilder prompt, IReadOnlyList<ChatMessage> messages)
    {
        foreach (var message in messages)
            Begin(prompt, message.Role).Text(message.Content.Trim()).Control("<|eot_id|>");
        Begin(prompt, "assistant");
    }

    private static PromptBuilder Begin(PromptBuilder prompt, string role) =>
        prompt.Control("<|start_header_id|>").Text(role).Control("<|end_header_id|>").Text("\n\n");
}
