using Assistant.ModelHost.Generation;

namespace Assistant.ModelHost.Templates;

/// <summary>
/// How a family of models is spoken to. What a user wrote is always text: only a format sets control tokens. The token that
/// begins every text of some models is no part of it; the tokenizer adds it where the vocabulary says so.
/// </summary>
public abstract class ChatTemplate
{
    private protected ChatTemplate(string name, IReadOnlyList<string> stopTokens)
    {
        Name = name;
        StopTokens = stopTokens;
    }

    /// <summary>Name of the format, for people.</summary>
    public string Name { get; }

    /// <summary>Control tokens each of which ends an answer; a model need not have all of them.</summary>
    public IReadOnlyList<string> StopTokens { get; }

    /// <summary>Renders a conversation up to where the assistant's answer begins. Pieces of text that touch are one piece.</summary>
    /// <param name="messages">Oldest first.</param>
    public IReadOnlyList<PromptPart> Render(IReadOnlyList<ChatMessage> messages)
    {
        var prompt = new PromptBuilder();
        Write(prompt, messages);
        return prompt.Parts;
    }

    private protected abstract void Write(PromptBuilder prompt, IReadOnlyList<ChatMessage> messages);
}
