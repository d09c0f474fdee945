using System.Text;

namespace Assistant.Tests.Protocol;

/// <summary>A stream with many zeros between two texts, without holding them.</summary>
internal sealed class LongBody(string head, long zeros, string tail) : Stream
{
    private readonly byte[] first = Encoding.ASCII.GetBytes(head);
    private readonly byte[] last = Encoding.ASCII.GetBytes(tail);
    private long position;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => first.Length + zeros + last.Length;

    public override long Position
    {
        get => position;
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        var (part, at) = position < first.Length ? (first, position) : position < first.Length + zeros ? (null, 0L) : (last, position - first.Length - zeros);
        var count = (int)Math.Min(buffer.Length, part is null ? first.Length + zeros - position : part.Length - at);
        if (part is null)
            buffer[..count].Clear();
        else
            part.AsSpan((int)at, count).CopyTo(buffer);
        position += count;
        return count;
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => ValueTask.FromResult(Read(buffer.Span));

    public override void Flush()
    {
        // Nothing is written.
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
