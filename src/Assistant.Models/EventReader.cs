using System.Text;

namespace Assistant.Models;

/// <summary>
/// Reads server-sent events line by line, each within a time and a length. A stream that ends is told apart from one that
/// said it is done: a server that dies closes its connection like one that has finished.
/// </summary>
/// <param name="stream">The body of the response.</param>
/// <param name="silence">How long the server may say nothing, not even a comment; infinite for servers that say nothing while they work.</param>
/// <param name="time">Measures it.</param>
internal sealed class EventReader(Stream stream, TimeSpan silence, TimeProvider time)
{
    /// <summary>Bytes of one line; an event carries a token, and a host that holds back text at most some kilobytes.</summary>
    private const int LongestLine = 1 << 20;

    private readonly byte[] buffer = new byte[16 << 10];
    private int start;
    private int end;

    /// <summary>The next line without its end; null when the stream has ended.</summary>
    /// <exception cref="ModelException">The line is too long, or nothing came for too long.</exception>
    /// <exception cref="IOException">The connection broke.</exception>
    public async Task<string?> ReadLineAsync(CancellationToken cancellationToken)
    {
        using var line = new MemoryStream();
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

            if (!await FillAsync(cancellationToken))
                return null;
        }
    }

    private async Task<bool> FillAsync(CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await using var timer = time.CreateTimer(state => ((CancellationTokenSource)state!).Cancel(), limit, silence, Timeout.InfiniteTimeSpan);
        try
        {
            start = 0;
            end = await stream.ReadAsync(buffer, limit.Token);
            return end > 0;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ModelException(ModelFailure.Failed, "the model's server says nothing any more: ask again");
        }
    }
}
