using System.Collections.Immutable;

namespace Assistant.Core.Completion;

/// <summary>
/// What was shown in one document: who types it gets the rest of it at once, and who types something else does not get it
/// again. It may be used from several threads.
/// </summary>
public sealed class CompletionSession
{
    private const int MostRefused = 32;

    private readonly Lock gate = new();
    private Queue<int> refused = new();
    private Shown? last;
    private string? lastRefused;
    private CancellationTokenSource? running;

    /// <param name="Before">The text in front of the caret.</param>
    /// <param name="After">The text behind it.</param>
    /// <param name="Version">What else the items need to bind.</param>
    /// <param name="Usages">What they were ranked by.</param>
    /// <param name="Items">What was shown.</param>
    /// <param name="IsTyping">Whether nobody had asked for it.</param>
    /// <param name="IsAhead">Whether it was not shown yet.</param>
    private sealed record Shown(string Before, string After, object Version, UsageIndex Usages, ImmutableArray<CompletionItem> Items, bool IsTyping, bool IsAhead);

    /// <summary>Begins a request, which ends the one before it.</summary>
    /// <returns>Cancelled when this one is no longer wanted; to be disposed of.</returns>
    public CancellationTokenSource Begin(CancellationToken cancellationToken)
    {
        var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        lock (gate)
        {
            try
            {
                running?.Cancel();
            }
            catch (ObjectDisposedException)
            {
                // It has ended by itself.
            }

            running = stop;
        }

        return stop;
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
            if (last is not { } shown || shown.After != after || !before.StartsWith(shown.Before, StringComparison.Ordinal))
                return null;
            var typed = before[shown.Before.Length..];
            var left = shown.Items.Where(item => item.Text.Length > typed.Length && item.Text.StartsWith(typed, StringComparison.Ordinal))
                .Select(item => item with { Text = item.Text[typed.Length..] }).ToImmutableArray();
            if (left.IsEmpty && typed.Length > 0 && shown.IsTyping && !shown.IsAhead)
                Refuse(shown);
            if (!shown.Version.Equals(version) || (typed.Length == 0 && !ReferenceEquals(shown.Usages, usages)) || (isInvoked && shown.IsTyping) || (left.IsEmpty && typed.Length > 0))
                return null;
            if (shown.IsAhead)
                last = shown with { IsAhead = false };
            return isInvoked ? left : [.. left.Take(1)];
        }
    }

    /// <summary>Items are about to be shown, or may be soon.</summary>
    /// <param name="before">The text in front of the caret.</param>
    /// <param name="after">The text behind it.</param>
    /// <param name="version">What else they need to bind.</param>
    /// <param name="usages">What they were ranked by.</param>
    /// <param name="items">The items.</param>
    /// <param name="isTyping">Whether nobody asked for them.</param>
    /// <param name="isAhead">Whether they are only prepared.</param>
    public void Show(string before, string after, object version, UsageIndex usages, ImmutableArray<CompletionItem> items, bool isTyping, bool isAhead = false)
    {
        lock (gate)
            last = new Shown(before, after, version, usages, items, isTyping, isAhead);
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

    private void Refuse(Shown shown)
    {
        last = null;
        foreach (var item in shown.Items)
        {
            lastRefused = item.Text;
            refused.Enqueue(HashCode.Combine(shown.Before + item.Text));
        }

        while (refused.Count > MostRefused)
            refused.Dequeue();
    }
}
