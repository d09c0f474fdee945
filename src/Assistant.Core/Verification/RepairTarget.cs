using Assistant.Core.Edits;
using Microsoft.CodeAnalysis;

namespace Assistant.Core.Verification;

/// <summary>The diagnostic that a repair is for: whether it is gone after the repair, and no other stands in its place.</summary>
internal sealed class RepairTarget(Diagnostic target, ProjectBases bases, ChangeSet changes, Trial trial)
{
    private const string Instead = "another warning comes in its place";

    private readonly ErrorCount.Key key = ErrorCount.KeyOf(target);

    private string StillThere => $"{target.Id} is still there";

    /// <summary>Why the repair does not count, or null when it does its work.</summary>
    /// <param name="leavesNone">Whether the repair leaves no error at all.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task<string?> WhyNotGoneAsync(bool leavesNone, CancellationToken cancellationToken) => target.Severity switch
    {
        DiagnosticSeverity.Error => leavesNone || IsErrorGone(cancellationToken) ? null : StillThere,
        DiagnosticSeverity.Warning => await WhyWarnsAsync(cancellationToken),
        // What is no word of the compiler's is gone when its place is changed.
        _ => changes.Files.Any(file => file.FullPath == key.Path && file.Pieces.Any(piece => piece.Old.IntersectsWith(target.Location.SourceSpan))) ? null : StillThere,
    };

    // An error that only changes its message in its place, as one unknown name does for another, is still there.
    private bool IsErrorGone(CancellationToken cancellationToken) =>
        trial.Gone(cancellationToken).Any(error => ErrorCount.KeyOf(error) == key)
        && !trial.Added.Any(pair => pair.Error.Id == key.Id
            && pair.Error.Location.SourceTree?.FilePath == key.Path
            && target.Location.SourceSpan.IntersectsWith(changes.OldPosition(pair.Error.Location)));

    // A warning is not counted by the trial; its file is bound once more, and must have lost it without getting another.
    // A changed declaration may warn anywhere: then every project that was judged must have no other.
    private async Task<string?> WhyWarnsAsync(CancellationToken cancellationToken)
    {
        var isGone = false;
        var changed = changes.Files.Select(file => file.FullPath).Append(key.Path).ToHashSet(StringComparer.Ordinal);
        var usesAlike = true;
        foreach (var (id, after) in trial.After)
        {
            var project = await bases.GetAsync(id, cancellationToken);
            var before = FileWarnings.In(project.Project, changed, cancellationToken);
            var now = FileWarnings.In(after.Project, changed, cancellationToken);
            if (new ErrorCount(before).Beyond(now) is [var first, ..])
                return ErrorCount.KeyOf(first) == key ? StillThere : Instead;
            isGone |= new ErrorCount(now).Beyond(before).Exists(warning => ErrorCount.KeyOf(warning) == key);
            usesAlike &= UsesMembersAlike(project, after.Project, changed, cancellationToken);
        }

        return !isGone ? StillThere
            : (trial.Stage < Stage.Project && usesAlike) || await WarnsNowhereElseAsync(cancellationToken) ? null
            : Instead;
    }

    // Binding a file never tells of a field or event that nobody uses any more.
    private static bool UsesMembersAlike(ProjectBase before, CompiledProject after, HashSet<string> paths, CancellationToken cancellationToken)
    {
        var compilation = after.Compilation(cancellationToken);
        var now = compilation.SyntaxTrees.Where(tree => paths.Contains(tree.FilePath)).ToDictionary(tree => tree.FilePath);
        return before.Project.Compilation(cancellationToken).SyntaxTrees
            .Where(tree => paths.Contains(tree.FilePath))
            .All(tree => now.TryGetValue(tree.FilePath, out var changed)
                && before.Leaks.UsesMembersAlike(tree.GetRoot(cancellationToken), changed.GetRoot(cancellationToken), compilation, cancellationToken));
    }

    private async Task<bool> WarnsNowhereElseAsync(CancellationToken cancellationToken)
    {
        foreach (var (id, after) in trial.After)
        {
            var before = (await bases.GetAsync(id, cancellationToken)).Warnings(cancellationToken);
            if (new ErrorCount(before).Beyond(after.Warnings(cancellationToken)).Count > 0)
                return false;
        }

        return true;
    }
}
