namespace Assistant.RandomModels;

/// <summary>The vocabulary of all generated models, learnt from a page of C#, <c>page.txt</c>.</summary>
public static class PageVocabulary
{
    private const int Merges = 700;

    private static readonly Lazy<string> Page = new(ReadPage);
    private static readonly Lazy<BpeVocabulary> Plain = new(static () => BpeVocabulary.Train(Page.Value, Merges));

    /// <summary>The text it is learnt from. No emoji and no Polish letters are in it on purpose: such text is then several tokens per character.</summary>
    public static string Text => Page.Value;

    /// <summary>The vocabulary, with unused tokens behind it up to a size; 0 for none.</summary>
    public static BpeVocabulary Of(int size) => size == 0 ? Plain.Value : BpeVocabulary.Train(Page.Value, Merges, size);

    /// <summary>One that can be added to.</summary>
    internal static BpeVocabulary Fresh() => BpeVocabulary.Train(Page.Value, Merges);

    private static string ReadPage()
    {
        using var stream = typeof(PageVocabulary).Assembly.GetManifestResourceStream(typeof(PageVocabulary), "page.txt")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().TrimEnd('\n');
    }
}
