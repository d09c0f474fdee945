using Assistant.ModelHost.Generation;

namespace Assistant.ModelHost.Templates;

/// <summary>GLM-4 that does not think. Source: src/llama-chat.cpp (CHATGLM_4) of llama.cpp.</summary>
internal sealed class Glm4Template() : ChatTemplate("GLM-4", GlmMarks.Stops)
{
    private protected override void Write(PromptBuilder prompt, IReadOnlyList<ChatMessage> messages)
    {
        GlmMarks.Begin(prompt);
        foreach (var message in messages)
            GlmMarks.Role(prompt, message.Role).Text("\n" + message.Content);
        GlmMarks.Role(prompt, "assistant").Text("\n");
    }
}
