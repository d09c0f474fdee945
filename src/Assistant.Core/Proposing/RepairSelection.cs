using System.Collections.Immutable;
using Assistant.Core.Proposing.Typos;
using Microsoft.CodeAnalysis;

namespace Assistant.Core.Proposing;

/// <summary>Which diagnostics are to be repaired.</summary>
/// <param name="WithWarnings">Whether warnings count as well as errors.</param>
/// <param name="Ids">Only these ids; empty for all.</param>
public sealed record RepairSelection(bool WithWarnings, ImmutableHashSet<string> Ids)
{
    /// <summary>Full paths of the files whose diagnostics count; empty for all.</summary>
    public ImmutableHashSet<string> Paths { get; init; } = ImmutableHashSet.Create<string>(StringComparer.Ordinal);

    /// <summary>Misspelled words and names, which are looked for only when they are asked for.</summary>
    public static RepairSelection Misspellings { get; } = new(WithWarnings: false, [Misspelling.WordId, Misspelling.NameId]);

    /// <summary>What a user asks for: an id that is named is looked for whatever its severity.</summary>
    public static RepairSelection Of(bool withWarnings, ImmutableHashSet<string> ids) =>
        new(withWarnings || !ids.IsSubsetOf(Misspellings.Ids), ids);

    internal bool Includes(Diagnostic diagnostic) =>
        (Ids.IsEmpty || Ids.Contains(diagnostic.Id))
        && (Paths.IsEmpty || (diagnostic.Location.SourceTree?.FilePath is { } path && Paths.Contains(path)));
}
