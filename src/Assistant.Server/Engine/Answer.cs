using System.Text.Json.Serialization.Metadata;
using Assistant.Protocol.Messages;

namespace Assistant.Server.Engine;

/// <summary>What a handler has to say to a request.</summary>
internal sealed class Answer
{
    private readonly Func<MessageId, ReadOnlyMemory<byte>> write;

    private Answer(Func<MessageId, ReadOnlyMemory<byte>> write) => this.write = write;

    /// <summary>The document whose text the answer is about: if that changes before the answer is sent, it is of no use.</summary>
    public string? Uri { get; init; }

    /// <summary>What is said instead when that text has changed; null for an error that says so.</summary>
    public Answer? WhenStale { get; private init; }

    /// <summary>A result.</summary>
    public static Answer Of<T>(T result, JsonTypeInfo<T> type, string? uri = null) => new(id => MessageWriter.Result(id, result, type)) { Uri = uri };

    /// <summary>Nothing to say.</summary>
    public static Answer Nothing() => new(MessageWriter.NoResult);

    /// <summary>An error.</summary>
    public static Answer Failed(ErrorCode code, string message) => new(id => MessageWriter.Error(id, new ResponseError(code, message)));

    /// <summary>The same, and what is said instead when its text has changed.</summary>
    public Answer Or(Answer whenStale) => new(write) { Uri = Uri, WhenStale = whenStale };

    /// <summary>The message.</summary>
    public ReadOnlyMemory<byte> Write(MessageId id) => write(id);
}
