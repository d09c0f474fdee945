namespace Assistant.Core.Chat;

/// <summary>What a block of code says of itself: behind its fence, or in a comment in front.</summary>
/// <param name="Language">In lower case; empty where none is named.</param>
/// <param name="Path">A C# file that it names; null for none.</param>
internal sealed record BlockHeader(string Language, string? Path)
{
    private const string Source = ".cs";

    // Words in front of a path in a comment.
    private static readonly string[] Labels = ["file:", "path:", "filename:", "filepath:", "file", "in"];

    private static readonly string[] Own = ["", "csharp", "cs", "c#"];

    /// <summary>Whether it may be C#.</summary>
    public bool IsOwn => Own.Contains(Language, StringComparer.Ordinal);

    /// <summary>Reads both.</summary>
    /// <param name="info">What stands behind the fence: <c>csharp src/Order.cs</c>, <c>cs:Order.cs</c>, <c>csharp title="Order.cs"</c>.</param>
    /// <param name="code">The block.</param>
    public static BlockHeader Of(string info, string code)
    {
        var words = info.Split([' ', '\t', ':', '=', '"', '\'', '{', '}', ',', '(', ')'], StringSplitOptions.RemoveEmptyEntries);
        var language = words.Length > 0 && !IsSource(words[0]) ? words[0].ToLowerInvariant() : "";
        return new BlockHeader(language, Array.Find(words, IsSource) is { } named ? Slashed(Whole(info, language) ?? named) : Commented(code));
    }

    // Behind the language one path and nothing else: its folders may have any letters.
    private static string? Whole(string info, string language)
    {
        var rest = info[language.Length..].TrimStart(' ', '\t', ':').TrimEnd();
        return IsSource(rest) && !rest.AsSpan().ContainsAny('"', '\'', '=') ? rest : null;
    }

    private static string? Commented(string code)
    {
        var first = code.AsSpan().TrimStart();
        var end = first.IndexOf('\n');
        var line = (end < 0 ? first : first[..end]).Trim().ToString();
        if (!line.StartsWith("//", StringComparison.Ordinal))
            return null;
        var said = line.TrimStart('/').Trim().Trim('`', '*', '-', '=', ' ');
        foreach (var label in Labels)
        {
            if (said.StartsWith(label, StringComparison.OrdinalIgnoreCase) && said.Length > label.Length && (label[^1] == ':' || said[label.Length] == ' '))
                said = said[label.Length..].Trim().Trim('`');
        }

        return IsSource(said) && !said.Contains(' ', StringComparison.Ordinal) ? Slashed(said) : null;
    }

    private static bool IsSource(string word) => word.Length > Source.Length && word.EndsWith(Source, StringComparison.OrdinalIgnoreCase);

    private static string Slashed(string path)
    {
        var slashed = path.Replace('\\', '/');
        return slashed.StartsWith("./", StringComparison.Ordinal) ? slashed[2..] : slashed;
    }
}
