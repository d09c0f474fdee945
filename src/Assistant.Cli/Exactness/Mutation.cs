using Assistant.Core.Edits;

namespace Assistant.Cli.Exactness;

/// <summary>A random change of one file, in one place or in two at once.</summary>
/// <param name="Kinds">What was done.</param>
/// <param name="Edits">The changes, all of the same text, the last in the file first.</param>
internal sealed record Mutation(IReadOnlyList<MutationKind> Kinds, IReadOnlyList<ReplaceText> Edits)
{
    public Mutation(MutationKind kind, ReplaceText edit)
        : this([kind], [edit])
    {
    }

    public string Name => string.Join(" and ", Kinds.Select(kind => kind.Name));

    public string Path => Edits[0].Path;

    public bool IsOfBody => Kinds.All(kind => kind.IsOfBody);
}
