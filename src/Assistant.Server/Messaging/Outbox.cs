using System.Threading.Channels;
using Assistant.Protocol.Framing;

namespace Assistant.Server.Messaging;

/// <summary>
/// Messages on their way to somebody who may read slowly or never: whoever posts does not wait, and what waits has a bound.
/// </summary>
/// <param name="stream">Where they go.</param>
/// <param name="mostBytes">How much may wait.</param>
internal sealed class Outbox(Stream stream, long mostBytes)
{
    private readonly Channel<ReadOnlyMemory<byte>> waiting = Channel.CreateUnbounded<ReadOnlyMemory<byte>>(new UnboundedChannelOptions { SingleReader = true });
    private readonly FrameWriter writer = new(stream);
    private readonly TaskCompletionSource overflow = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long bytes;

    /// <summary>Puts a message behind those that wait.</summary>
    /// <returns>False when there is no room, or nobody to read it.</returns>
    public bool TryPost(ReadOnlyMemory<byte> body)
    {
        if (Interlocked.Add(ref bytes, body.Length) <= mostBytes && waiting.Writer.TryWrite(body))
            return true;
        // Who does not read would miss a message, and an answer may not be missed: it gets nothing more.
        Interlocked.Add(ref bytes, -body.Length);
        Complete();
        overflow.TrySetResult();
        return false;
    }

    /// <summary>Takes no more messages; those that wait are still written.</summary>
    public void Complete() => waiting.Writer.TryComplete();

    /// <summary>Writes what is posted, until <see cref="Complete"/>, until nobody reads any more, or until more waits than may.</summary>
    public Task PumpAsync(CancellationToken cancellationToken) => Task.WhenAny(WriteAllAsync(cancellationToken), overflow.Task);

    private async Task WriteAllAsync(CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var body in waiting.Reader.ReadAllAsync(cancellationToken))
            {
                await writer.WriteAsync(body, cancellationToken);
                Interlocked.Add(ref bytes, -body.Length);
            }
        }
        catch (Exception failure) when (failure is IOException or ObjectDisposedException)
        {
            // The other side is gone; that is noticed where it is read from.
        }
        finally
        {
            Complete();
        }
    }
}
