using System.Buffers;

namespace Assistant.Cli.Input;

/// <summary>
/// Reads lines of UTF-8 as bytes. A line over the limit is passed over without being kept, so that memory has a bound
/// whatever comes in.
/// </summary>
/// <param name="stream">What is read.</param>
/// <param name="limit">Bytes of the longest line that is kept, without its end.</param>
internal sealed class LineReader(Stream stream, int limit)
{
    private readonly byte[] buffer = new byte[1 << 16];
    private int start;
    private int end;
    private bool atBeginning = true;

    /// <summary>One line without its line feed.</summary>
    /// <param name="Bytes">Empty when the line was too long.</param>
    /// <param name="IsTooLong">Whether it was longer than the limit.</param>
    internal readonly record struct Line(ReadOnlyMemory<byte> Bytes, bool IsTooLong)
    {
        public bool IsBlank => !IsTooLong && !Bytes.Span.ContainsAnyExcept(" \t\r"u8);
    }

    /// <summary>The next line, or null at the end.</summary>
    public async Task<Line?> ReadAsync(CancellationToken cancellationToken)
    {
        var kept = new ArrayBufferWriter<byte>();
        var tooLong = false;
        var any = false;
        while (true)
        {
            if (start == end && !await FillAsync(cancellationToken))
                return any ? new Line(tooLong ? default : kept.WrittenMemory, tooLong) : null;
            any = true;
            var piece = buffer.AsSpan(start..end);
            var feed = piece.IndexOf((byte)'\n');
            if (feed >= 0)
                piece = piece[..feed];
            if (kept.WrittenCount + piece.Length > limit)
            {
                tooLong = true;
                kept.Clear();
            }
            else if (!tooLong)
            {
                kept.Write(piece);
            }

            start += feed >= 0 ? feed + 1 : piece.Length;
            if (feed >= 0)
                return new Line(tooLong ? default : kept.WrittenMemory, tooLong);
        }
    }

    // A console's read does not hear of the token, hence the wait beside it; the process then ends under the read.
    private async Task<bool> FillAsync(CancellationToken cancellationToken)
    {
        start = 0;
        end = await stream.ReadAsync(buffer, cancellationToken).AsTask().WaitAsync(cancellationToken);
        if (atBeginning && buffer.AsSpan(0, end).StartsWith("\uFEFF"u8))
            start = 3;
        atBeginning = false;
        return end > 0 && (start < end || await FillAsync(cancellationToken));
    }
}
