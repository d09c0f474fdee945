using Assistant.Core.Edits;
using Assistant.Core.Snapshots;

namespace Assistant.Cli.Exactness;

/// <summary>
/// What changes are judged against: the text on disk with errors put into it. No file has more than one.
/// </summary>
/// <param name="Disk">The text on disk.</param>
/// <param name="Snapshot">The text with all errors.</param>
/// <param name="Dirt">The errors put in.</param>
internal sealed record DirtyBase(Snapshot Disk, Snapshot Snapshot, IReadOnlyList<Dirt> Dirt)
{
    /// <summary>The error put into a file, or null.</summary>
    public Dirt? In(string path) => Dirt.FirstOrDefault(dirt => dirt.Edit.Path == path);

    /// <summary>
    /// The same change of the base without the errors that hide others; null when it touches one of them.
    /// </summary>
    public ReplaceText? WithoutHiding(ReplaceText edit)
    {
        if (In(edit.Path) is not { Hides: true, Edit: var hiding })
            return edit;
        return edit.Start + edit.Length <= hiding.Start ? edit
            : edit.Start >= hiding.Start + hiding.NewText.Length ? edit with { Start = edit.Start - hiding.NewText.Length }
            : null;
    }
}
