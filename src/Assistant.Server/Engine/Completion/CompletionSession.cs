using System.Collections.Immutable;
using Assistant.Core.Completion;

namespace Assistant.Server.Engine.Completion;

/// <summary>
/// What was shown in one document: who types it gets the rest of it at once, and who types something else does not get it
/// again. It may be used from several threads.
/// </summary>
internal sealed class CompletionSession
{
    private const int MostRefused = 32;

    // For as many requests what was refused in one place is not shown in another.
    private const int JustRefused = 10;

    private readonly Lock gate = new();
    private Queue<int> refused = new();
    private Shown? last;
    private string? lastRefused;
    private int refusedFor;
    private Turn? running;

    /// <param name="Before">The text in front of the caret.</param>
    /// <param name="After">The text behind it.</param>
    /// <param name="Version">What else the items need to bind.</param>
    /// <param name="Usages">What they were ranked by; a document where nobody types does not keep it.</param>
    /// <param name="Items">What was shown.</param>
    /// <param name="IsTyping">Whether nobody had asked for it.</param>
    /// <param name="IsSeen">Whether the user has seen it: of what nobody saw nothing is refused.</param>
    private sealed record Shown(string Before, string After, object Version, WeakReference<UsageIndex> Usages, ImmutableArray<CompletionItem> Items, bool IsTyping, bool IsSeen);

    /// <summary>Begins a request, which ends the one before it; one that came earlier than that begins cancelled.</summary>
    /// <param name="order">When it came: a later request has a greater one.</param>
    /// <param name="isAhead">Whether it only prepares what may be asked: then it ends no other, and begins cancelled beside one.</param>
    /// <param name="cancellationToken">Ends it too.</param>
    public Turn Begin(long order, bool isAhead, CancellationToken cancellationToken)
    {
        var turn = new Turn(this, order, CancellationTokenSource.CreateLinkedTokenSource(cancellationToken));
        Turn? ended;
        lock (gate)
        {
            ended = running is { } other && (order < other.Order || (isAhead && !other.IsOver)) ? turn : running;
            if (ended != turn)
                running = turn;
        }

        ended?.Cancel();
        return turn;
    }

    /// <summary>A request that is being answered.</summary>
    public sealed class Turn : IDisposable
    {
        private readonly CompletionSession session;
        private readonly CancellationTokenSource stop;

        internal Turn(CompletionSession session, long order, CancellationTokenSource stop)
        {
            this.session = session;
            this.stop = stop;
            Order = order;
            Token = stop.Token;
        }

        /// <summary>Cancelled when its answer is no longer wanted.</summary>
        public CancellationToken Token { get; }

        internal long Order { get; }

        internal bool IsOver { get; private set; }

        /// <summary>Items were found, if this is still the request of its document.</summary>
        /// <param name="before">The text in front of the caret.</param>
        /// <param name="after">The text behind it.</param>
        /// <param name="version">What else they need to bind.</param>
        /// <param name="usages">What they were ranked by.</param>
        /// <param name="items">The items.</param>
        /// <param name="isTyping">Whether nobody asked for them.</param>
        /// <param name="isSeen">Whether the user sees them now.</param>
        public void Show(string before, string after, object version, UsageIndex usages, ImmutableArray<CompletionItem> items, bool isTyping, bool isSeen)
        {
            lock (session.gate)
            {
                if (session.running == this)
                    session.last = new Shown(before, after, version, new(usages), items, isTyping, isSeen);
            }
        }

        /// <inheritdoc/>
        public void Dispose()
        {
            lock (session.gate)
                IsOver = true;
            stop.Dispose();
        }

        internal void Cancel()
        {
            lock (session.gate)
            {
                if (IsOver)
                    return;
            }

            try
            {
                stop.Cancel();
            }
            catch (ObjectDisposedException)
            {
                // It has ended meanwhile.
            }
        }
    }

    /// <summary>What of the last items still holds: those that go on from what was typed since. Null when nothing is known.</summary>
    /// <param name="before">The text in front of the caret.</param>
    /// <param name="after">The text behind it.</param>
    /// <param name="version">What else the items need to bind.</param>
    /// <param name="usages">What they would be ranked by: by something newer there may be better ones, but who types one wants it.</param>
    /// <param name="isInvoked">Whether the user asked: then what was shown while typing is too little, and nothing counts as refused.</param>
    public ImmutableArray<CompletionItem>? Known(string before, string after, object version, UsageIndex usages, bool isInvoked)
    {
        lock (gate)
        {
            if (isInvoked)
                (lastRefused, refused) = (null, new());
            if (--refusedFor <= 0)
                lastRefused = null;
            if (last is not { } shown || shown.After != after || !before.StartsWith(shown.Before, StringComparison.Ordinal))
                return null;
            var typed = before[shown.Before.Length..];
            var left = shown.Items.Where(item => item.Text.Length > typed.Length && item.Text.StartsWith(typed, StringComparison.Ordinal))
                .Select(item => item with { Text = item.Text[typed.Length..] }).ToImmutableArray();
            if (left.IsEmpty && typed.Length > 0 && shown.IsTyping && shown.IsSeen)
                Refuse(shown);
            if (!shown.Version.Equals(version) || (typed.Length == 0 && !IsRankedBy(shown, usages)) || (isInvoked && shown.IsTyping) || (!isInvoked && !shown.IsTyping && typed.Length == 0) || (left.IsEmpty && typed.Length > 0))
                return null;
            last = shown with { IsSeen = true };
            return isInvoked ? left : [.. left.Take(1)];
        }
    }

    /// <summary>Whether the user has just typed something else where a text was shown.</summary>
    /// <param name="before">The text in front of the caret.</param>
    /// <param name="text">What would be shown.</param>
    public bool IsRefused(string before, string text)
    {
        lock (gate)
            return text == lastRefused || refused.Contains(HashCode.Combine(before + text));
    }

    /// <summary>The user has taken an item.</summary>
    /// <param name="text">The document, with the item in it.</param>
    /// <returns>The caret behind it; null when the document does not have it.</returns>
    public int? Accepted(string text)
    {
        lock (gate)
        {
            lastRefused = null;
            return last is { } shown ? shown.Items.Select(item => shown.Before + item.Text).FirstOrDefault(whole => text.StartsWith(whole, StringComparison.Ordinal))?.Length : null;
        }
    }

    private static bool IsRankedBy(Shown shown, UsageIndex usages) => shown.Usages.TryGetTarget(out var known) && ReferenceEquals(known, usages);

    private void Refuse(Shown shown)
    {
        last = null;
        foreach (var item in shown.Items)
        {
            (lastRefused, refusedFor) = (item.Text, JustRefused);
            refused.Enqueue(HashCode.Combine(shown.Before + item.Text));
        }

        while (refused.Count > MostRefused)
            refused.Dequeue();
    }
}
