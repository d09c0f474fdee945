using System.Collections.Frozen;

namespace Assistant.Core.Proposing.Typos;

/// <summary>The words of English, American and British, in lower case. They stand in this assembly; their source and licence beside them.</summary>
internal static class EnglishWords
{
    /// <summary>Reads the list: some 75,000 words, 5 MiB while they are held.</summary>
    public static FrozenSet<string> Read()
    {
        using var stream = typeof(EnglishWords).Assembly.GetManifestResourceStream(typeof(EnglishWords), "words.txt")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);
    }
}
