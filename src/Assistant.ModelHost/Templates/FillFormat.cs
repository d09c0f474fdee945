using Assistant.ModelHost.Generation;

namespace Assistant.ModelHost.Templates;

/// <summary>
/// How a model is asked for what stands between two texts. The beginning of the caret's line stands last, behind the mark after
/// which the model goes on: so all before it stays the same while a line is typed, and is evaluated once. The layout is that of
/// llama.vim.
/// </summary>
public sealed class FillFormat
{
    private readonly string prefixMark;
    private readonly string suffixMark;
    private readonly string? middleMark;
    private readonly bool isSuffixFirst;

    internal FillFormat(string name, string prefixMark, string suffixMark, string? middleMark, bool isSuffixFirst, IReadOnlyList<string> stopTokens)
    {
        Name = name;
        StopTokens = stopTokens;
        this.prefixMark = prefixMark;
        this.suffixMark = suffixMark;
        this.middleMark = middleMark;
        this.isSuffixFirst = isSuffixFirst;
    }

    /// <summary>Name of the format, for people.</summary>
    public string Name { get; }

    /// <summary>Control tokens each of which ends the text; a model need not have all of them.</summary>
    public IReadOnlyList<string> StopTokens { get; }

    /// <summary>Renders the two texts up to where the text between them begins.</summary>
    public IReadOnlyList<PromptPart> Render(string prefix, string suffix)
    {
        var line = prefix.LastIndexOf('\n') + 1;
        var prompt = new PromptBuilder();
        if (isSuffixFirst)
            prompt.Control(suffixMark).Text(suffix).Control(prefixMark).Text(prefix[..line]);
        else
            prompt.Control(prefixMark).Text(prefix[..line]).Control(suffixMark).Text(suffix);
        if (middleMark is not null)
            prompt.Control(middleMark);
        return prompt.Text(prefix[line..]).Parts;
    }
}
