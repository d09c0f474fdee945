using System.Collections.Immutable;
using System.Text.Json;
using Assistant.Core.Edits;
using Assistant.Core.Proposing;
using Assistant.Core.Snapshots;
using Assistant.Protocol.Types;
using Assistant.Server.Documents;
using Assistant.Server.Engine.Analysis;

namespace Assistant.Server.Engine.Handlers.Requests;

/// <summary>Repairs every error of a document, a project or the solution, each repair verified on the text that the ones before it left.</summary>
/// <param name="feed">What is known now.</param>
/// <param name="rules">Who proposes.</param>
/// <param name="writer">Writes edits.</param>
/// <param name="isLoading">Whether a solution is opened, so that there will be a judge.</param>
/// <param name="time">Clock.</param>
internal sealed class FixAll(StateFeed feed, RulesTier rules, EditWriter writer, bool isLoading, TimeProvider time)
{
    public const string Document = "document";
    public const string Project = "project";
    public const string Solution = "solution";

    // A judge of the newest text is at most one turn of the analyst away. Shorter than the front waits for an action.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);

    public static ImmutableArray<string> Scopes => [Document, Project, Solution];

    public static string TitleOf(string scope) => scope switch
    {
        Document => "Repair all errors in this file",
        Project => "Repair all errors in this project",
        _ => "Repair all errors in the solution",
    };

    /// <summary>What <see cref="Messaging.Methods.FixAllCommand"/> takes.</summary>
    public static JsonElement ArgumentOf(string scope, string uri)
    {
        using var document = JsonDocument.Parse($$"""{"scope":"{{scope}}","uri":{{JsonSerializer.Serialize(uri, ProtocolJson.Default.String)}}}""");
        return document.RootElement.Clone();
    }

    /// <summary>The repairs as one edit.</summary>
    /// <param name="scope">One of <see cref="Scopes"/>.</param>
    /// <param name="uri">A document of it.</param>
    /// <param name="progress">What is being repaired.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The edit and how many diagnostics it repairs, or why there is none.</returns>
    public async Task<(WorkspaceEdit? Edit, int Repaired, string? Reason)> EditAsync(string scope, string uri, IProgress<string> progress, CancellationToken cancellationToken)
    {
        if (!isLoading)
            return (null, 0, "no solution is open, or its folder is not trusted, and nothing is repaired unverified: the status says what to do");
        var state = await feed.WaitAsync(known => known.Judge is { } judge && judge.IsOf(known), Patience, time, cancellationToken);
        if (state.Judge is not { } current || !current.IsOf(state))
            return (null, 0, "the solution is not ready yet: try again when it is");
        if (PathsOf(current.Verifier.Snapshot, scope, uri) is not { } paths)
            return (null, 0, "the file is in no loaded project");
        var loop = new RepairLoop(rules, models: null, new RepairSelection(WithWarnings: false, []) { Paths = paths });
        var repaired = 0;
        await foreach (var outcome in loop.RunAsync(current.Verifier, progress, cancellationToken))
        {
            repaired += outcome.Chosen is null ? 0 : 1;
            progress.Report($"{outcome.Target.Path}:{outcome.Target.Line} {outcome.Target.Id}");
        }

        if (await ChangeSet.BetweenAsync(current.Verifier.Snapshot, loop.Repaired!.Solution, cancellationToken) is not { } changes)
            return (null, 0, "there is nothing that the rules can repair");
        return await AreOnDiskAsync(changes, current, cancellationToken) && writer.Write(TitleOf(scope), changes.ToEdits(), current, feed.Newest) is { } edit
            ? (edit, repaired, null)
            : (null, 0, "files changed meanwhile: try again");
    }

    // Not every editor tells of changes on disk.
    private static async Task<bool> AreOnDiskAsync(ChangeSet changes, Judge judge, CancellationToken cancellationToken)
    {
        var open = judge.Documents.Values.Select(document => DocumentUri.PathOf(document.Uri)).ToHashSet(StringComparer.Ordinal);
        foreach (var file in changes.Files.Where(file => !open.Contains(file.FullPath)))
        {
            if (await OpenFiles.DiskTextAsync(file.FullPath, cancellationToken) != file.Before!.ToString())
                return false;
        }

        return true;
    }

    // Empty for all; null for a document that nobody compiles.
    private static ImmutableHashSet<string>? PathsOf(Snapshot snapshot, string scope, string uri)
    {
        if (scope == Solution)
            return ImmutableHashSet.Create<string>(StringComparer.Ordinal);
        if (DocumentUri.PathOf(uri) is not { } path || snapshot.Solution.GetDocumentIdsWithFilePath(path) is not { IsEmpty: false } documents)
            return null;
        return scope == Document
            ? ImmutableHashSet.Create(StringComparer.Ordinal, path)
            : [.. documents.Select(document => snapshot.Solution.GetProject(document.ProjectId)!)
                .SelectMany(project => project.Documents).Select(document => document.FilePath).OfType<string>()];
    }
}
