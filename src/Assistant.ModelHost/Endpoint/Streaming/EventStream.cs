using System.Threading.Channels;
using Microsoft.AspNetCore.Http;

namespace Assistant.ModelHost.Endpoint.Streaming;

/// <summary>
/// Server-sent events on their way to somebody who may read slowly or never: whoever sends does not wait, and what waits has
/// a bound: more than that ends the stream. Less than that waits for as long as the client is there, in a debugger say. While
/// there is nothing to send, a comment line shows that the host lives and what it does.
/// </summary>
internal sealed class EventStream : IDisposable
{
    private static readonly byte[] DataStart = "data: "u8.ToArray();
    private static readonly byte[] EventEnd = "\n\n"u8.ToArray();

    private readonly Channel<byte[]> waiting = Channel.CreateUnbounded<byte[]>(new UnboundedChannelOptions { SingleReader = true });
    private readonly ITimer beat;
    private readonly Action overflow;
    private volatile string doing = "waiting";
    private int bytes;

    /// <param name="time">Clock.</param>
    /// <param name="overflow">Called once when more waits than may.</param>
    public EventStream(TimeProvider time, Action overflow)
    {
        this.overflow = overflow;
        beat = time.CreateTimer(_ => Beat(), null, EndpointLimits.BeatTime, EndpointLimits.BeatTime);
    }

    /// <summary>What the comment lines say from now on.</summary>
    public void Doing(string words) => doing = words;

    /// <summary>Sends a comment line now.</summary>
    public void Comment() => Post(System.Text.Encoding.UTF8.GetBytes($": {doing}\n\n"));

    /// <summary>Sends an event.</summary>
    /// <param name="json">Its data, without a line break.</param>
    public void Send(ReadOnlySpan<byte> json) => Post([.. DataStart, .. json, .. EventEnd]);

    /// <summary>Nothing more is sent; what waits still is.</summary>
    public void Complete() => waiting.Writer.TryComplete();

    /// <summary>Writes what is sent, until <see cref="Complete"/> or until nobody reads any more.</summary>
    public async Task PumpAsync(HttpResponse response, CancellationToken cancellationToken)
    {
        while (await waiting.Reader.WaitToReadAsync(cancellationToken))
        {
            var written = 0;
            while (written < EndpointLimits.MostBytesAtOnce && waiting.Reader.TryRead(out var next))
            {
                next.CopyTo(response.BodyWriter.GetSpan(next.Length));
                response.BodyWriter.Advance(next.Length);
                written += next.Length;
            }

            // Comes back when the socket has room again; until then the bytes count as waiting.
            await response.BodyWriter.FlushAsync(cancellationToken);
            Interlocked.Add(ref bytes, -written);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => beat.Dispose();

    private void Beat()
    {
        // To a reader that has not taken what is there already, another comment says nothing.
        if (Volatile.Read(ref bytes) == 0)
            Comment();
    }

    private void Post(byte[] text)
    {
        if (Interlocked.Add(ref bytes, text.Length) <= EndpointLimits.MostAnswerBytes)
        {
            beat.Change(EndpointLimits.BeatTime, EndpointLimits.BeatTime);
            waiting.Writer.TryWrite(text);
        }
        else if (waiting.Writer.TryComplete())
        {
            overflow();
        }
    }
}
