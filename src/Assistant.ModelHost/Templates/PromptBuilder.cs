using Assistant.ModelHost.Generation;

namespace Assistant.ModelHost.Templates;

/// <summary>
/// Puts a prompt together. Text beside text is joined: a tokenizer makes other tokens of two halves than of the whole, and the
/// model has only seen the whole.
/// </summary>
internal sealed class PromptBuilder
{
    private readonly List<PromptPart> parts = [];

    public IReadOnlyList<PromptPart> Parts => parts;

    public PromptBuilder Control(string token)
    {
        parts.Add(PromptPart.Control(token));
        return this;
    }

    public PromptBuilder Text(string text)
    {
        if (text.Length == 0)
            return this;
        if (parts.Count > 0 && !parts[^1].IsControl)
            parts[^1] = PromptPart.Text(parts[^1].Value + text);
        else
            parts.Add(PromptPart.Text(text));
        return this;
    }
}
