using System.Text.Json;

namespace Assistant.Protocol.Messages;

/// <summary>What came from the other side.</summary>
public abstract record Message
{
    private Message()
    {
    }

    /// <summary>Asks for an answer; gets exactly one.</summary>
    /// <param name="Id">What the answer is to name.</param>
    /// <param name="Method">What is asked.</param>
    /// <param name="Params">An object or an array, or undefined when there are none.</param>
    public sealed record Request(MessageId Id, string Method, JsonElement Params) : Message;

    /// <summary>Tells something; gets no answer.</summary>
    /// <param name="Method">What is told.</param>
    /// <param name="Params">An object or an array, or undefined when there are none.</param>
    public sealed record Notification(string Method, JsonElement Params) : Message;

    /// <summary>Answers a request of ours.</summary>
    /// <param name="Id">The request's id.</param>
    /// <param name="Result">Undefined when there is an error.</param>
    /// <param name="Error">Null when there is a result.</param>
    public sealed record Response(MessageId Id, JsonElement Result, ResponseError? Error) : Message;

    /// <summary>Is no message; gets an answer that says so, naming the id where one could be read.</summary>
    /// <param name="Id">Null when none could be read.</param>
    /// <param name="Error">The answer.</param>
    public sealed record Unreadable(MessageId? Id, ResponseError Error) : Message;

    /// <summary>Would be a notification if it were right. Nobody waits for an answer.</summary>
    /// <param name="Reason">For people: what was wrong.</param>
    public sealed record Ignored(string Reason) : Message;
}
