using System.Text;

namespace Assistant.Models;

/// <summary>
/// Reads server-sent events line by line, each within a time and a length, and all within a length. A stream that ends is told
/// apart from one that said it is done: a server that dies closes its connection like one that has finished.
/// </summary>
/// <param name="stream">The body of the response.</param>
/// <param name="silence">How long the server may take for a line, a comment at least; bytes that never make one do not count.</param>
/// <param name="time">Measures it.</param>
internal sealed class EventReader(Stream stream, TimeSpan silence, TimeProvider time)
{
    /// <summary>Bytes of one line; an event carries a token, and a host that holds back text at most some kilobytes.</summary>
    private const int LongestLine = 1 << 20;

    /// <summary>Bytes of all lines: three times what the most tokens that may be asked for take with all that is around them, and half of what they take with the likelihoods of twenty others each.</summary>
    private const long LongestStream = 64 << 20;

    private static readonly TimeSpan Parting = TimeSpan.FromMilliseconds(100);

    private readonly byte[] buffer = new byte[16 << 10];
    private int start;
    private int end;
    private long read;

    /// <summary>The next line without its end; null when the stream has ended.</summary>
    /// <exception cref="ModelException">The line is too long, or nothing came for too long.</exception>
    /// <exception cref="IOException">The connection broke.</exception>
    public async Task<string?> ReadLineAsync(CancellationToken cancellationToken)
    {
        using var line = new MemoryStream();
        var began = time.GetTimestamp();
        while (true)
        {
            var found = Array.IndexOf(buffer, (byte)'\n', start, end - start);
            line.Write(buffer, start, (found < 0 ? end : found) - start);
            if (line.Length > LongestLine)
                throw new ModelException(ModelFailure.Failed, "the model's server sent a line of more than 1 MiB");
            if (found >= 0)
            {
                start = found + 1;
                return Encoding.UTF8.GetString(line.GetBuffer(), 0, (int)line.Length).TrimEnd('\r');
            }

            if (!await FillAsync(silence - time.GetElapsedTime(began), cancellationToken))
                return null;
        }
    }

    /// <summary>Reads the end of the stream behind its last event, so that the connection can be used again; gives up soon.</summary>
    public async Task FinishAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (await FillAsync(Parting, cancellationToken) && end < buffer.Length)
            {
                // An empty line or two.
            }
        }
        catch (Exception failure) when (failure is IOException or ModelException)
        {
            // The answer is complete; the next one takes another connection.
        }
    }

    private async Task<bool> FillAsync(TimeSpan left, CancellationToken cancellationToken)
    {
        if (left <= TimeSpan.Zero)
            throw Silent();
        using var timeout = new CancellationTokenSource(left, time);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            start = 0;
            end = await stream.ReadAsync(buffer, limit.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw Silent();
        }

        read += end;
        return read <= LongestStream ? end > 0 : throw new ModelException(ModelFailure.Failed, "the model's server sent more than 64 MiB for one answer");
    }

    private static ModelException Silent() => new(ModelFailure.Failed, "the model's server says nothing any more: ask again") { IsAfterSending = true };
}
