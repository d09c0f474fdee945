using System.Globalization;
using System.Text;

namespace Assistant.Protocol.Framing;

/// <summary>Writes messages, each behind a header with its length and each whole, whoever else writes at the same time.</summary>
/// <param name="stream">What is written to; it is not closed.</param>
#pragma warning disable CA1001 // A semaphore holds nothing to dispose of until its wait handle is asked for, which it never is.
public sealed class FrameWriter(Stream stream)
#pragma warning restore CA1001
{
    // Owns the stream.
    private readonly SemaphoreSlim gate = new(1);

    /// <summary>Writes one message.</summary>
    /// <param name="body">Its bytes: JSON in UTF-8.</param>
    /// <param name="cancellationToken">Ends the wait for others. What is begun is written to its end: half a message would be the end of the connection.</param>
    public async Task WriteAsync(ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken);
        try
        {
            var header = Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"Content-Length: {body.Length}\r\n\r\n"));
            await stream.WriteAsync(header, CancellationToken.None);
            await stream.WriteAsync(body, CancellationToken.None);
            await stream.FlushAsync(CancellationToken.None);
        }
        finally
        {
            gate.Release();
        }
    }
}
