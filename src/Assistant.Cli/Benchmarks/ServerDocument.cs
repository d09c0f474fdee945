using Assistant.Protocol.Types;
using Assistant.Server.Documents;
using Assistant.Server.Messaging;
using Range = Assistant.Protocol.Types.Range;

namespace Assistant.Cli.Benchmarks;

/// <summary>A document as a client has it open.</summary>
/// <param name="client">Who has it open.</param>
/// <param name="uri">Its name.</param>
/// <param name="text">What stands in it.</param>
internal sealed class ServerDocument(ServerClient client, string uri, string text)
{
    public string Uri => uri;

    /// <summary>Grows with each change.</summary>
    public int Version { get; private set; } = 1;

    /// <summary>What stands in it before any change.</summary>
    public string Text => text;

    public Task OpenAsync(CancellationToken cancellationToken) =>
        client.TellAsync(Methods.DidOpen, new DidOpenParams(new TextDocumentItem(uri, "csharp", Version, text)), ProtocolJson.Default.DidOpenParams, cancellationToken);

    /// <summary>The stretch between two offsets of <see cref="Text"/>.</summary>
    public Range RangeOf(int start, int length)
    {
        var lines = new TextLines(text, PositionEncoding.Utf16);
        return new Range(lines.PositionOf(start), lines.PositionOf(start + length));
    }

    /// <summary>Replaces a stretch of what stands there now.</summary>
    public Task ChangeAsync(Range range, string replacement, CancellationToken cancellationToken) => ChangeAsync(new ContentChange(replacement, range), cancellationToken);

    /// <summary>Makes it as it was at first.</summary>
    public Task UndoAsync(CancellationToken cancellationToken) => ChangeAsync(new ContentChange(text), cancellationToken);

    public Task CloseAsync(CancellationToken cancellationToken) =>
        client.TellAsync(Methods.DidClose, new DocumentParams(new TextDocumentId(uri)), ProtocolJson.Default.DocumentParams, cancellationToken);

    private Task ChangeAsync(ContentChange change, CancellationToken cancellationToken) =>
        client.TellAsync(Methods.DidChange, new DidChangeParams(new TextDocumentId(uri, ++Version), [change]), ProtocolJson.Default.DidChangeParams, cancellationToken);
}
