using System.Globalization;
using System.Text;

namespace Assistant.Protocol.Framing;

/// <summary>
/// Reads messages that each stand behind a header with their length, as the base protocol of LSP 3.18 says. What a header
/// announces is checked before memory is taken for it; a body over the limit is passed over, so that the next message is
/// found. One caller at a time.
/// </summary>
/// <param name="stream">What is read; it is not closed.</param>
public sealed class FrameReader(Stream stream)
{
    private readonly byte[] buffer = new byte[FrameLimits.HeaderBlock];
    private int start;
    private int end;

    /// <summary>The next message, or null when the stream ends where one could begin.</summary>
    /// <param name="cancellationToken">Ends the wait; the reader cannot be used after it.</param>
    /// <exception cref="FramingException">The header is no header, or the stream ends within the message.</exception>
    public async Task<Frame?> ReadAsync(CancellationToken cancellationToken)
    {
        if (await ReadHeaderAsync(cancellationToken) is not { } length)
            return null;
        var body = length > FrameLimits.Body ? [] : new byte[length];
        for (var read = 0L; read < length;)
        {
            if (start == end && !await FillAsync(cancellationToken))
                throw new FramingException($"the stream ends {length - read} bytes before the end of a message");
            var piece = (int)Math.Min(end - start, length - read);
            if (body.Length > 0)
                buffer.AsSpan(start, piece).CopyTo(body.AsSpan((int)read));
            start += piece;
            read += piece;
        }

        return new Frame(body, length);
    }

    private async Task<long?> ReadHeaderAsync(CancellationToken cancellationToken)
    {
        long? length = null;
        for (var block = 0; ;)
        {
            if (await ReadLineAsync(cancellationToken) is not { } line)
                return block == 0 ? null : throw new FramingException("the stream ends within a header");
            block += line.Length + 2;
            if (block > FrameLimits.HeaderBlock)
                throw new FramingException($"a header has more than {FrameLimits.HeaderBlock} bytes");
            if (line.Length == 0)
                return length ?? throw new FramingException("a header has no Content-Length");
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            var (name, value) = colon < 0 ? throw new FramingException("a line of a header has no colon") : (line[..colon], line[(colon + 1)..].Trim());
            if (name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase))
                length = length is null ? LengthIn(value) : throw new FramingException("a header has more than one Content-Length");
            else if (name.Equals("Content-Type", StringComparison.OrdinalIgnoreCase) && !IsUtf8(value))
                throw new FramingException("a header names a character set that is not UTF-8");
        }
    }

    private static long LengthIn(string value) =>
        long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var length) ? length : throw new FramingException("a Content-Length is no number of bytes");

    // "utf8" is what an earlier version of the protocol said.
    private static bool IsUtf8(string type) =>
        type.IndexOf("charset=", StringComparison.OrdinalIgnoreCase) is var at
        && (at < 0 || type[(at + "charset=".Length)..].Trim('"', ' ') is var set && (set.Equals("utf-8", StringComparison.OrdinalIgnoreCase) || set.Equals("utf8", StringComparison.OrdinalIgnoreCase)));

    // A line without its end, or null at the end of the stream.
    private async Task<string?> ReadLineAsync(CancellationToken cancellationToken)
    {
        var line = new StringBuilder();
        var ends = false;
        while (true)
        {
            if (start == end && !await FillAsync(cancellationToken))
                return line.Length == 0 && !ends ? null : throw new FramingException("the stream ends within a header");
            var next = (char)buffer[start++];
            if (ends)
                return next == '\n' ? line.ToString() : throw new FramingException("a line of a header ends without a line feed");
            if (next is '\n' or > '\x7e' || line.Length + 2 > FrameLimits.HeaderLine)
            {
                throw new FramingException(next == '\n' ? "a line of a header ends without a carriage return"
                    : next > '\x7e' ? "a header has characters that are not ASCII"
                    : $"a line of a header has more than {FrameLimits.HeaderLine} bytes");
            }

            ends = next == '\r';
            if (!ends)
                line.Append(next);
        }
    }

    private async Task<bool> FillAsync(CancellationToken cancellationToken)
    {
        start = 0;
        end = await stream.ReadAsync(buffer, cancellationToken);
        return end > 0;
    }
}
