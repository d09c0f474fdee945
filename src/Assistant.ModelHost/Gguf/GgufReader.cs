using System.Buffers.Binary;
using System.Text;
using System.Text.Unicode;

namespace Assistant.ModelHost.Gguf;

/// <summary>
/// Reads the header forwards. Every length is held against what is left of the file, and against a limit, before memory is taken for it.
/// </summary>
/// <param name="stream">The file, at its start.</param>
/// <param name="length">Its bytes.</param>
internal sealed class GgufReader(Stream stream, long length)
{
    private const int BufferBytes = 64 << 10;

    private readonly byte[] buffer = new byte[BufferBytes];
    private int next;
    private int filled;

    /// <summary>What is being read, for messages: "the value of general.name".</summary>
    public string Place { get; set; } = "its first bytes";

    /// <summary>Bytes read so far.</summary>
    public long Position { get; private set; }

    /// <summary>Bytes left.</summary>
    public long Remaining => length - Position;

    public byte ReadByte()
    {
        Need(1);
        return Take(1)[0];
    }

    public ushort ReadUInt16()
    {
        Need(sizeof(ushort));
        return BinaryPrimitives.ReadUInt16LittleEndian(Take(sizeof(ushort)));
    }

    public uint ReadUInt32()
    {
        Need(sizeof(uint));
        return BinaryPrimitives.ReadUInt32LittleEndian(Take(sizeof(uint)));
    }

    public ulong ReadUInt64()
    {
        Need(sizeof(ulong));
        return BinaryPrimitives.ReadUInt64LittleEndian(Take(sizeof(ulong)));
    }

    /// <summary>A count that costs at least so many bytes per piece, so a file cannot hold more than its bytes allow.</summary>
    public long ReadCount(long limit, int bytesPerPiece, string pieces)
    {
        var count = ReadUInt64();
        if (count > (ulong)limit)
            throw new GgufRejectedException($"{Sentence(Place)} says that there are {count:N0} {pieces}; {limit:N0} is the most that is read. The file is damaged.");
        Need((long)count * bytesPerPiece);
        return (long)count;
    }

    /// <summary>A text with its length before it.</summary>
    public string ReadText(int limit)
    {
        var bytes = ReadUInt64();
        if (bytes > (ulong)limit)
            throw new GgufRejectedException($"{Sentence(Place)} is a text of {bytes:N0} bytes; {limit:N0} is the most that is read. The file is damaged.");
        Need((long)bytes);
        if (bytes <= BufferBytes)
            return Decode(Take((int)bytes));
        var text = new byte[bytes];
        for (var at = 0; at < text.Length; at += BufferBytes)
        {
            var part = Math.Min(BufferBytes, text.Length - at);
            Take(part).CopyTo(text.AsSpan(at));
        }
        return Decode(text);
    }

    public void Skip(long bytes)
    {
        Need(bytes);
        for (; bytes > 0; bytes -= BufferBytes)
            Take((int)Math.Min(BufferBytes, bytes));
    }

    private static string Sentence(string place) => char.ToUpperInvariant(place[0]) + place[1..];

    private string Decode(ReadOnlySpan<byte> bytes)
    {
        if (!Utf8.IsValid(bytes))
            throw new GgufRejectedException($"{Sentence(Place)} is not UTF-8. The file is damaged.");
        return Encoding.UTF8.GetString(bytes);
    }

    private void Need(long bytes)
    {
        if (bytes > Remaining)
            throw new GgufRejectedException($"The file ends in the middle of {Place}: at least {bytes - Remaining:N0} bytes are missing. Download it again.");
        if (Position + bytes > GgufLimits.HeaderBytes)
            throw new GgufRejectedException($"The header is longer than {GgufLimits.HeaderBytes:N0} bytes, the most that is read; it goes on in {Place}. The file is damaged.");
    }

    // At most one buffer full; valid until the next call.
    private ReadOnlySpan<byte> Take(int bytes)
    {
        if (filled - next < bytes)
        {
            buffer.AsSpan(next, filled - next).CopyTo(buffer);
            filled -= next;
            next = 0;
            filled += stream.ReadAtLeast(buffer.AsSpan(filled), bytes - filled, throwOnEndOfStream: false);
            if (filled < bytes)
                throw new GgufRejectedException($"The file became shorter while it was read: it ends in the middle of {Place}.");
        }
        var taken = buffer.AsSpan(next, bytes);
        next += bytes;
        Position += bytes;
        return taken;
    }
}
