using Assistant.ModelHost.Generation;

namespace Assistant.ModelHost.Templates;

/// <summary>
/// Mistral's seventh format with the Tekken tokenizer, which has no spaces around its marks. Source: src/llama-chat.cpp
/// (MISTRAL_V7_TEKKEN) and models/templates/Mistral-Small-3.2-24B-Instruct-2506.jinja of llama.cpp; the long system message
/// that the latter sets when there is none is left out.
/// </summary>
internal sealed class MistralTemplate() : ChatTemplate("Mistral", ["</s>"])
{
    private protected override void Write(PromptBuilder prompt, IReadOnlyList<ChatMessage> messages)
    {
        foreach (var message in messages)
        {
            switch (message.Role)
            {
                case "system":
                    prompt.Control("[SYSTEM_PROMPT]").Text(message.Content).Control("[/SYSTEM_PROMPT]");
                    break;
                case "user":
                    prompt.Control("[INST]").Text(message.Content).Control("[/INST]");
                    break;
                default:
                    prompt.Text(message.Content).Control("</s>");
                    break;
            }
        }
    }
}
