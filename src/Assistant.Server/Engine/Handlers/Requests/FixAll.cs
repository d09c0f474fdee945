using System.Collections.Immutable;
using System.Text.Json;
using Assistant.Core.Edits;
using Assistant.Core.Proposing;
using Assistant.Core.Snapshots;
using Assistant.Protocol.Types;
using Assistant.Server.Documents;

namespace Assistant.Server.Engine.Handlers.Requests;

/// <summary>Repairs every error of a document, a project or the solution, each repair verified on the text that the ones before it left.</summary>
internal sealed class FixAll(StateFeed feed, RulesTier rules, EditWriter writer, TimeProvider time)
{
    public const string Document = "document";
    public const string Project = "project";
    public const string Solution = "solution";

    // A judge of the newest text is at most one turn of the analyst away.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

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
    /// <returns>Null when there is nothing to repair or the text changed meanwhile.</returns>
    public async Task<WorkspaceEdit?> EditAsync(string scope, string uri, IProgress<string> progress, CancellationToken cancellationToken)
    {
        var state = await feed.WaitAsync(known => known.Judge is { } judge && judge.IsOf(known), Patience, time, cancellationToken);
        if (state.Judge is not { } current || !current.IsOf(state) || PathsOf(current.Verifier.Snapshot, scope, uri) is not { } paths)
            return null;
        var loop = new RepairLoop(rules, new RepairSelection(WithWarnings: false, []) { Paths = paths });
        await foreach (var outcome in loop.RunAsync(current.Verifier, progress, cancellationToken))
            progress.Report($"{outcome.Target.Path}:{outcome.Target.Line} {outcome.Target.Id}");
        return await ChangeSet.BetweenAsync(current.Verifier.Snapshot, loop.Repaired!.Solution, cancellationToken) is { } changes
            ? writer.Write(TitleOf(scope), changes.ToEdits(), current, feed.Newest)
            : null;
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
