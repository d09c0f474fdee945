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
    /// <param name="changes">The proposal.</param>
    /// <param name="trial">The trial it passed.</param>
    /// <param name="felt">Projects in which the proposal may be felt beside those the trial judged.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static async Task<Coverage> OfAsync(ChangeSet changes, Trial trial, ImmutableArray<ProjectId> felt, CancellationToken cancellationToken)
    {
        var snapshot = changes.Before;
        var notes = new List<string>();
        if (trial.After.Keys.Union(felt).Select(snapshot.BuildOf).OrderBy(build => build.Name, StringComparer.Ordinal).FirstOrDefault(build => !build.MissingAnalyzers.IsEmpty) is { } unfinished)
            return new Coverage(false, $"{unfinished.Name} is built with the analyzer {unfinished.MissingAnalyzers[0]}, which is missing or could not be loaded: build it first, or restore");
        foreach (var id in trial.Stage == Stage.Syntax ? [] : trial.After.Keys)
        {
            // What code will generate is not known before it is built; where it does not compile yet, nobody knows it before either.
            var maker = snapshot.BuildOf(id);
            if (snapshot.UserOf(maker) is { } user && await trial.CompiledBeforeAsync(id, cancellationToken))
                return new Coverage(false, $"{maker.Name} takes part in the build of {user.Name}, which cannot be judged before {maker.Name} is built again");
        }

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

        if (trial.MovedSurface && !snapshot.Unloaded.IsEmpty)
            return new Coverage(false, $"what other projects see changes, and {snapshot.Unloaded[0].Name} could not be judged: {snapshot.Unloaded[0].Reason}");
        return new Coverage(true, notes.Count == 0 ? null : string.Join("; ", notes));
    }

    // Text in an #if that is not active is no code to the compiler: nonsense there passes.
    private static async Task<(bool Complete, string? Note)> DisabledTextAsync(ChangeSet changes, FileChange file, CancellationToken cancellationToken)
    {
        if (file.After is null)
            return (true, null);
        var path = changes.Before.RelativePath(file.FullPath);
        // A framework says enough unless several projects compile the file.
        var isShared = file.Documents.Select(id => changes.Before.BuildOf(id.ProjectId).ProjectFile).Distinct(StringComparer.Ordinal).Skip(1).Any();
        // Of a new file each line has to be judged somewhere; another configuration may judge the next one.
        ImmutableArray<(TextSpan Old, TextSpan New)> pieces = file.Before is null ? [.. file.After.Lines.Select(line => (default(TextSpan), line.Span))] : file.Pieces;
        var judgedSomewhere = new bool[pieces.Length];
        var inactive = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var id in file.Documents)
        {
            var before = await DisabledAsync(changes.Before, id, cancellationToken);
            var after = await DisabledAsync(changes.After, id, cancellationToken);
            for (var index = 0; index < pieces.Length; index++)
            {
                if (Touches(before, pieces[index].Old) || Touches(after, pieces[index].New))
                    inactive.Add(Name(changes.Before.BuildOf(id.ProjectId), isShared));
                else
                    judgedSomewhere[index] = true;
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

    private static async Task<ImmutableArray<TextSpan>> DisabledAsync(Snapshot snapshot, DocumentId id, CancellationToken cancellationToken) =>
        snapshot.Solution.GetDocument(id) is { } document && (await document.GetSyntaxRootAsync(cancellationToken))! is { ContainsDirectives: true } root
            ? [.. root.DescendantTrivia().Where(trivia => trivia.IsKind(SyntaxKind.DisabledTextTrivia)).Select(trivia => trivia.FullSpan)]
            : [];

    private static bool Touches(ImmutableArray<TextSpan> disabled, TextSpan span) =>
        disabled.Any(text => span.IsEmpty ? text.Contains(span.Start) : text.OverlapsWith(span));
}
