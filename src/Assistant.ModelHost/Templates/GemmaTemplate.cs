using Assistant.ModelHost.Generation;

namespace Assistant.ModelHost.Templates;

/// <summary>
/// Gemma 1 to 3. Source: src/llama-chat.cpp (GEMMA) and models/templates/google-gemma-2-2b-it.jinja of llama.cpp. There is no
/// system role: what the system says stands at the beginning of the user's next message.
/// </summary>
internal sealed class GemmaTemplate() : ChatTemplate("Gemma", ["<end_of_turn>", "<eos>"])
{
    private protected override void Write(PromptBuilder prompt, IReadOnlyList<ChatMessage> messages)
    {
        var system = "";
        foreach (var message in messages)
        {
            var content = message.Content.Trim();
            switch (message.Role)
            {
                case "system":
                    system += content + "\n\n";
                    continue;
                case "user":
                    Turn(prompt, "user", system + content);
                    system = "";
                    break;
                default:
                    Turn(prompt, "model", content);
                    break;
            }
        }

        // Where nobody said anything after the system, it speaks as the user.
        if (system.Length > 0)
            Turn(prompt, "user", system.TrimEnd());
        prompt.Control("<start_of_turn>").Text("model\n");
    }

    private static void Turn(PromptBuilder prompt, string role, string content) =>
        prompt.Control("<start_of_turn>").Text($"{role}\n{content}").Control("<end_of_turn>").Text("\n");
}
