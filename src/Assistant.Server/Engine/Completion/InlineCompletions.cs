using System.Collections.Concurrent;
using System.Collections.Immutable;
using Assistant.Core.Completion;
using Assistant.Core.Verification;
using Assistant.Server.Documents;
using Microsoft.CodeAnalysis.Text;

namespace Assistant.Server.Engine.Completion;

/// <summary>
/// Completes in open documents: by the judge's projects and the user's own code; in a file that nobody compiles, by what the
/// file itself says. One request a document at a time: the next one ends it.
/// </summary>
/// <param name="loose">Compiles files that no project has.</param>
/// <param name="isLoading">Whether projects may still come that compile a file.</param>
/// <param name="feed">What is known now.</param>
internal sealed class InlineCompletions(LooseFiles loose, bool isLoading, StateFeed feed)
{
    private UsageIndex ofFilesAlone = new();

    private readonly ConcurrentDictionary<string, CompletionSession> sessions = new(StringComparer.Ordinal);

    /// <summary>What became of what was thought of.</summary>
    public CompletionTally Tally { get; } = new();

    /// <summary>What can be inserted; nothing when another request for the document came meanwhile.</summary>
    /// <param name="state">What is known.</param>
    /// <param name="document">The document.</param>
    /// <param name="text">Its text, with what is selected in a list of completions taken over.</param>
    /// <param name="caret">In UTF-16 units of that text.</param>
    /// <param name="isInvoked">Whether the user asked.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task<ImmutableArray<CompletionItem>> AtAsync(EngineState state, OpenText document, string text, int caret, bool isInvoked, CancellationToken cancellationToken)
    {
        var session = SessionOf(state, document.Uri);
        using var turn = session.Begin(state.Arrival, isAhead: false, cancellationToken);
        try
        {
            var (before, after, version) = (text[..caret], text[caret..], VersionOf(state, document.Uri));
            if (session.Known(before, after, version, state.Usages, isInvoked) is { } known)
                return known;
            var items = await ComputeAsync(state, document, text, caret, isInvoked, candidate => !isInvoked && session.IsRefused(before, candidate), turn.Token);
            turn.Token.ThrowIfCancellationRequested();
            // An answer for a text that has changed meanwhile is not sent.
            var isSeen = ReferenceEquals(feed.Newest.Documents.GetValueOrDefault(document.Uri), document);
            turn.Show(before, after, version, state.Usages, items, isTyping: !isInvoked && ReferenceEquals(text, document.Text), isSeen);
            return items;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return [];
        }
    }

    /// <summary>The user has taken an item: what comes next is prepared.</summary>
    public async Task AcceptedAsync(EngineState state, string uri, CancellationToken cancellationToken)
    {
        if (state.Documents.GetValueOrDefault(uri) is not { Text: { } text } document || SessionOf(state, uri) is not { } session || session.Accepted(text) is not { } caret)
            return;
        using var turn = session.Begin(state.Arrival, isAhead: true, cancellationToken);
        try
        {
            var items = await ComputeAsync(state, document, text, caret, isInvoked: false, candidate => session.IsRefused(text[..caret], candidate), turn.Token);
            turn.Show(text[..caret], text[caret..], VersionOf(state, uri), state.Usages, items, isTyping: true, isSeen: false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // The user has typed on: what comes next is another.
        }
    }

    private async Task<ImmutableArray<CompletionItem>> ComputeAsync(
        EngineState state, OpenText document, string text, int caret, bool isInvoked, Func<string, bool> isUnwanted, CancellationToken cancellationToken)
    {
        if (DocumentUri.PathOf(document.Uri) is not { } path || Path.GetExtension(path) != ".cs" || text.Length > OpenText.MostLength || !Completer.CanRead(text))
            return [];
        ImmutableArray<CompiledFile> files = state.Judge is { Verifier: { } verifier } ? [.. (await verifier.FilesAsync(path, cancellationToken)).Select(file => file.With(Changed(file.Text, text)))] : [];
        if (ofFilesAlone.HasOutgrown)
            ofFilesAlone = new();
        var usages = files.IsEmpty ? ofFilesAlone : state.Usages;
        // Until it is known who compiles a file, what could be shown may not exist.
        if (files.IsEmpty && isLoading && state.Judge is null)
            return [];
        var query = new CompletionQuery(files.IsEmpty ? [loose.Of(path, SourceText.From(text), state.ProjectChanges)] : files, caret, isInvoked);
        return new Completer(usages, Tally).Complete(query, isUnwanted, cancellationToken);
    }

    // One change between what both begin and end with, so that the parser takes the rest over.
    private static SourceText Changed(SourceText before, string after)
    {
        var old = before.ToString();
        var start = old.AsSpan().CommonPrefixLength(after);
        var most = Math.Min(old.Length, after.Length) - start;
        var same = 0;
        while (same < most && old[^(same + 1)] == after[^(same + 1)])
            same++;
        return before.WithChanges(new TextChange(TextSpan.FromBounds(start, old.Length - same), after[start..^same]));
    }

    // What items need to bind but for the text they are in: what the judge has taken in.
    private static object VersionOf(EngineState state, string uri) => state.Judge is not { } judge ? state.ProjectChanges
        : (judge.DiskChanges, state.ProjectChanges, string.Join('\n', judge.Documents.Values.Where(other => other.Uri != uri).Select(other => $"{other.Uri} {other.Version}").Order(StringComparer.Ordinal)));

    private CompletionSession SessionOf(EngineState state, string uri)
    {
        foreach (var closed in sessions.Keys.Where(known => !state.Documents.ContainsKey(known)))
            sessions.TryRemove(closed, out _);
        return sessions.GetOrAdd(uri, _ => new CompletionSession());
    }
}
