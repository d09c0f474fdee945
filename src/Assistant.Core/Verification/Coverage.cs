using System.Collections.Immutable;
using Assistant.Core.Edits;
using Assistant.Core.Snapshots;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace Assistant.Core.Verification;

/// <summary>Whether everything a proposal touches was in front of the compiler, and what was not.</summary>
/// <param name="IsComplete">False when some of the edit was judged in no configuration.</param>
/// <param name="Reason">For people: what was left out, or null.</param>
internal sealed record Coverage(bool IsComplete, string? Reason)
{
    public static async Task<Coverage> OfAsync(ChangeSet changes, bool movedSurface, CancellationToken cancellationToken)
    {
        var snapshot = changes.Before;
        var notes = new List<string>();
        foreach (var file in changes.Files)
        {
            var projectFiles = file.Documents.Select(id => snapshot.BuildOf(id.ProjectId).ProjectFile).ToHashSet(StringComparer.Ordinal);
            if (snapshot.Unloaded.FirstOrDefault(project => projectFiles.Contains(project.ProjectFile)) is { } framework)
                return new Coverage(false, $"{framework.Name} could not be judged: {framework.Reason}");
            var (complete, note) = await DisabledTextAsync(changes, file, cancellationToken);
            if (!complete)
                return new Coverage(false, note);
            if (note is not null)
                notes.Add(note);
        }

        if (movedSurface && !snapshot.Unloaded.IsEmpty)
            return new Coverage(false, $"what other projects see changes, and {snapshot.Unloaded[0].Name} could not be judged: {snapshot.Unloaded[0].Reason}");
        return new Coverage(true, notes.Count == 0 ? null : string.Join("; ", notes));
    }

    // Text in an #if that is not active is no code to the compiler: nonsense there passes.
    private static async Task<(bool Complete, string? Note)> DisabledTextAsync(ChangeSet changes, FileChange file, CancellationToken cancellationToken)
    {
        if (file.Before is null || file.After is null)
            return (true, null);
        var path = changes.Before.RelativePath(file.FullPath);
        // A framework says enough unless several projects compile the file.
        var isShared = file.Documents.Select(id => changes.Before.BuildOf(id.ProjectId).ProjectFile).Distinct(StringComparer.Ordinal).Skip(1).Any();
        var judgedSomewhere = new bool[file.Ranges.Count];
        var inactive = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var id in file.Documents)
        {
            var before = (await changes.Before.Solution.GetDocument(id)!.GetSyntaxRootAsync(cancellationToken))!;
            var after = (await changes.After.Solution.GetDocument(id)!.GetSyntaxRootAsync(cancellationToken))!;
            var shift = 0;
            for (var index = 0; index < file.Ranges.Count; index++)
            {
                var range = file.Ranges[index];
                if (TouchesDisabled(before, range.Span) || TouchesDisabled(after, new TextSpan(range.Span.Start + shift, range.NewLength)))
                    inactive.Add(Name(changes.Before.BuildOf(id.ProjectId), isShared));
                else
                    judgedSomewhere[index] = true;
                shift += range.NewLength - range.Span.Length;
            }
        }

        if (judgedSomewhere.Contains(false))
            return (false, $"{path}: the edit lies in an #if region that is disabled in every loaded configuration");
        return (true, inactive.Count == 0 ? null : $"{path}: the edit lies in an #if region that is disabled for {string.Join(", ", inactive)}");
    }

    private static string Name(ProjectBuild build, bool withProject) => (build.TargetFramework, withProject) switch
    {
        ("", _) => build.Name,
        (var framework, true) => $"{build.Name} ({framework})",
        (var framework, false) => framework,
    };

    private static bool TouchesDisabled(SyntaxNode root, TextSpan span) =>
        root.ContainsDirectives && root.DescendantTrivia()
            .Any(trivia => trivia.IsKind(SyntaxKind.DisabledTextTrivia) && (span.IsEmpty ? trivia.FullSpan.Contains(span.Start) : trivia.FullSpan.OverlapsWith(span)));
}
