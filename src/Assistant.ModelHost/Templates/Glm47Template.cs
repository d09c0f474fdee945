using Assistant.ModelHost.Generation;

namespace Assistant.ModelHost.Templates;

/// <summary>GLM-4.7 with thinking switched off. Source: models/templates/GLM-4.7-Flash.jinja of llama.cpp.</summary>
internal sealed class Glm47Template(ThinkingTokens thinking) : ChatTemplate("GLM-4.7", GlmMarks.Stops)
{
    private protected override void Write(PromptBuilder prompt, IReadOnlyList<ChatMessage> messages)
    {
        GlmMarks.Begin(prompt);
        foreach (var message in messages)
        {
            if (message.Role == "assistant")
                Answer(prompt).Text(message.Content.Trim());
            else
                GlmMarks.Role(prompt, message.Role).Text(message.Content);
        }

        Answer(prompt);
    }

    private PromptBuilder Answer(PromptBuilder prompt) => thinking.Close(GlmMarks.Role(prompt, "assistant"));
}
