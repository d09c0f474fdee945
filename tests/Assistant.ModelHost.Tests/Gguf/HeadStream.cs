namespace Assistant.ModelHost.Tests.Gguf;

/// <summary>Keeps what is written first and counts the rest: the header of a model of 18 GB without its weights.</summary>
internal sealed class HeadStream : Stream
{
    private const int Kept = 32 << 20;

    private readonly MemoryStream head = new();
    private long written;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => written;

    public override long Position { get => written; set => throw new NotSupportedException(); }

    /// <summary>What was kept, to be read.</summary>
    public Stream Start() => new MemoryStream(head.ToArray(), writable: false);

    public override void Write(byte[] buffer, int offset, int count)
    {
        head.Write(buffer, offset, (int)Math.Clamp(Kept - written, 0, count));
        written += count;
    }

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
