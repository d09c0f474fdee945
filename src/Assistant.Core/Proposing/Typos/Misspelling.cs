using Microsoft.CodeAnalysis;

namespace Assistant.Core.Proposing.Typos;

/// <summary>
/// The diagnostics of words that are misspelled. They are the assistant's own, of severity info: no compiler knows them, and
/// they are looked for only where they are asked for by id.
/// </summary>
internal static class Misspelling
{
    /// <summary>A word of a comment, of documentation or of a text in quotes.</summary>
    public const string WordId = "AST0001";

    /// <summary>A word of a declared name.</summary>
    public const string NameId = "AST0002";

    private const string CorrectionKey = "Correction";

    private static readonly DiagnosticDescriptor Word = Descriptor(WordId, "Misspelled word", "'{0}' is probably meant to be '{1}'");
    private static readonly DiagnosticDescriptor Name = Descriptor(NameId, "Misspelled name", "The name '{0}' is probably meant to be '{1}'");

    public static bool IsAskedFor(RepairSelection selection) => selection.Ids.Contains(WordId) || selection.Ids.Contains(NameId);

    public static bool Is(Diagnostic diagnostic) => diagnostic.Id is WordId or NameId;

    public static Diagnostic InText(Location location, string word, string correction) => Create(Word, location, word, correction);

    public static Diagnostic InName(Location location, string name, string correction) => Create(Name, location, name, correction);

    /// <summary>What is to stand in the place of the diagnostic.</summary>
    public static string CorrectionOf(Diagnostic misspelling) => misspelling.Properties[CorrectionKey]!;

    private static Diagnostic Create(DiagnosticDescriptor descriptor, Location location, string word, string correction) =>
        Diagnostic.Create(descriptor, location, properties: System.Collections.Immutable.ImmutableDictionary<string, string?>.Empty.Add(CorrectionKey, correction), word, correction);

    private static DiagnosticDescriptor Descriptor(string id, string title, string message) =>
        new(id, title, message, "Spelling", DiagnosticSeverity.Info, isEnabledByDefault: true);
}
