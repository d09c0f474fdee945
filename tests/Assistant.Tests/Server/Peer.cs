using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using Assistant.Protocol.Framing;

namespace Assistant.Tests.Server;

/// <summary>One side of a conversation in frames.</summary>
internal sealed class Peer(Stream reads, Stream writes)
{
    private readonly FrameReader reader = new(reads);
    private readonly FrameWriter writer = new(writes);
    private readonly Queue<JsonElement> set = new();
    private int syncs;

    /// <summary>A pipe that takes all that is written, so that nobody waits.</summary>
    public static Pipe NewPipe() => new(new PipeOptions(pauseWriterThreshold: 0));

    public Task SayAsync(string body, CancellationToken cancellationToken) => writer.WriteAsync(Encoding.UTF8.GetBytes(body), cancellationToken);

    public async Task SayRawAsync(string text, CancellationToken cancellationToken)
    {
        await writes.WriteAsync(Encoding.UTF8.GetBytes(text), cancellationToken);
        await writes.FlushAsync(cancellationToken);
    }

    public void Close() => writes.Dispose();

    /// <summary>The next message; null at the end.</summary>
    public async Task<JsonElement?> HearAsync(CancellationToken cancellationToken) => set.TryDequeue(out var before) ? before : await ReadAsync(cancellationToken);

    /// <summary>Waits until a message comes, and leaves what came before it to be heard.</summary>
    /// <returns>What came before it.</returns>
    public async Task<IReadOnlyCollection<JsonElement>> HearUntilAsync(Func<JsonElement, bool> isIt, CancellationToken cancellationToken)
    {
        while (await ReadAsync(cancellationToken) is { } message)
        {
            if (isIt(message))
                return set;
            set.Enqueue(message);
        }

        throw new InvalidOperationException("the stream ended");
    }

    /// <summary>Asks what is answered in its turn by whoever takes messages in order, and awaits that.</summary>
    /// <returns>What was heard before.</returns>
    public async Task<IReadOnlyCollection<JsonElement>> SyncAsync(CancellationToken cancellationToken)
    {
        var id = $"sync:{++syncs}";
        await SayAsync($$"""{"id":"{{id}}","method":"test/sync"}""", cancellationToken);
        return await HearUntilAsync(message => message.TryGetProperty("id", out var answered) && answered.ValueKind == JsonValueKind.String && answered.GetString() == id, cancellationToken);
    }

    private async Task<JsonElement?> ReadAsync(CancellationToken cancellationToken)
    {
        if (await reader.ReadAsync(cancellationToken) is not { } frame)
            return null;
        using var document = JsonDocument.Parse(frame.Body);
        return document.RootElement.Clone();
    }
}
