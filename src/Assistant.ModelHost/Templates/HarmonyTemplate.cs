using Assistant.ModelHost.Generation;

namespace Assistant.ModelHost.Templates;

/// <summary>
/// Harmony, as gpt-oss uses it. Source: models/templates/openai-gpt-oss-120b.jinja of llama.cpp. The current date is left out,
/// since it would change the prompt each day. The answer begins in the final channel, so that nothing is thought before it.
/// </summary>
internal sealed class HarmonyTemplate() : ChatTemplate("Harmony", ["<|return|>", "<|end|>", "<|call|>", "<|endoftext|>"])
{
    private const string System =
        "You are ChatGPT, a large language model trained by OpenAI.\nKnowledge cutoff: 2024-06\n\nReasoning: low\n\n" +
        "# Valid channels: analysis, commentary, final. Channel must be included for every message.";

    private protected override void Write(PromptBuilder prompt, IReadOnlyList<ChatMessage> messages)
    {
        prompt.Control("<|start|>").Text("system").Control("<|message|>").Text(System).Control("<|end|>");
        foreach (var message in messages)
        {
            switch (message.Role)
            {
                case "system":
                    prompt.Control("<|start|>").Text("developer").Control("<|message|>").Text($"# Instructions\n\n{message.Content}\n\n").Control("<|end|>");
                    break;
                case "user":
                    prompt.Control("<|start|>").Text("user").Control("<|message|>").Text(message.Content).Control("<|end|>");
                    break;
                default:
                    Final(prompt).Text(message.Content).Control("<|end|>");
                    break;
            }
        }

        Final(prompt);
    }

    private static PromptBuilder Final(PromptBuilder prompt) =>
        prompt.Control("<|start|>").Text("assistant").Control("<|channel|>").Text("final").Control("<|message|>");
}
