using System.Collections.Immutable;
using Assistant.Protocol.Framing;
using Assistant.Protocol.Messages;

namespace Assistant.Server.Front;

/// <summary>Something the front's loop has to deal with.</summary>
internal abstract record FrontEvent
{
    private FrontEvent()
    {
    }

    /// <summary>The client sent something.</summary>
    public sealed record FromClient(Frame Frame) : FrontEvent;

    /// <summary>The client will send nothing more.</summary>
    /// <param name="Problem">What was wrong, or null when the stream just ended.</param>
    public sealed record ClientClosed(string? Problem) : FrontEvent;

    /// <summary>An engine sent something.</summary>
    /// <param name="Generation">Which engine: one that was ended may still be heard.</param>
    /// <param name="Frame">What.</param>
    public sealed record FromEngine(int Generation, Frame Frame) : FrontEvent;

    /// <summary>An engine ended.</summary>
    /// <param name="Generation">Which engine.</param>
    /// <param name="ExitCode">How.</param>
    public sealed record EngineEnded(int Generation, int ExitCode) : FrontEvent;

    /// <summary>It is time for the next engine.</summary>
    /// <param name="Generation">The one before it.</param>
    public sealed record EngineDue(int Generation) : FrontEvent;

    /// <summary>What can be opened was looked for.</summary>
    /// <param name="Folders">Where.</param>
    /// <param name="Solutions">Full paths.</param>
    public sealed record SolutionsFound(ImmutableArray<string> Folders, IReadOnlyList<string> Solutions) : FrontEvent;

    /// <summary>A request was not answered in time.</summary>
    public sealed record Overdue(MessageId Id) : FrontEvent;

    /// <summary>A second has gone by.</summary>
    public sealed record Tick : FrontEvent;
}
