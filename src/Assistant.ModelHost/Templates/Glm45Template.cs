using Assistant.ModelHost.Generation;

namespace Assistant.ModelHost.Templates;

/// <summary>GLM-4.5 and 4.6 with thinking switched off. Source: models/templates/GLM-4.6.jinja of llama.cpp.</summary>
internal sealed class Glm45Template(ThinkingTokens thinking) : ChatTemplate("GLM-4.5", GlmMarks.Stops)
{
    private const string NoThinking = "/nothink";

    private protected override void Write(PromptBuilder prompt, IReadOnlyList<ChatMessage> messages)
    {
        GlmMarks.Begin(prompt);
        foreach (var message in messages)
        {
            switch (message.Role)
            {
                case "user":
                    GlmMarks.Role(prompt, "user").Text("\n" + message.Content).Text(message.Content.EndsWith(NoThinking, StringComparison.Ordinal) ? "" : NoThinking);
                    break;
                case "assistant":
                    Answer(prompt).Text(message.Content.Trim() is { Length: > 0 } content ? "\n" + content : "");
                    break;
                default:
                    GlmMarks.Role(prompt, message.Role).Text("\n" + message.Content);
                    break;
            }
        }

        Answer(prompt);
    }

    private PromptBuilder Answer(PromptBuilder prompt) => thinking.Close(thinking.Open(GlmMarks.Role(prompt, "assistant").Text("\n")));
}
