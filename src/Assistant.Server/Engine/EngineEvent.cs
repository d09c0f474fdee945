using Assistant.Protocol.Messages;

namespace Assistant.Server.Engine;

/// <summary>Something the engine's loop has to deal with.</summary>
internal abstract record EngineEvent
{
    private EngineEvent()
    {
    }

    /// <summary>The front sent something.</summary>
    public sealed record Told(Message Message) : EngineEvent;

    /// <summary>Something was found out beside the loop.</summary>
    /// <param name="Apply">What is known with it.</param>
    public sealed record Learned(Func<EngineState, EngineState> Apply) : EngineEvent;

    /// <summary>A request has its answer.</summary>
    /// <param name="Id">The request.</param>
    /// <param name="Answer">The answer.</param>
    /// <param name="Asked">What was known when the request came.</param>
    public sealed record Answered(MessageId Id, Answer Answer, EngineState Asked) : EngineEvent;
}
