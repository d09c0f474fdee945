using System.Security.Cryptography;
using Assistant.Models.Store;

namespace Assistant.Models.Bundles;

/// <summary>A file that is read once from its beginning to its end, and its digest computed on the way.</summary>
/// <param name="inner">The file; closed with this.</param>
/// <param name="progress">Told the bytes that have been read.</param>
internal sealed class HashedFile(Stream inner, IProgress<long> progress) : Stream
{
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly long length = inner.Length;
    private long read;

    public override bool CanRead => true;

    // The writer asks for length and position and does not move.
    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position
    {
        get => read;
        set => throw new NotSupportedException();
    }

    /// <summary>The digest of what was read.</summary>
    public Sha256Digest Digest() => Sha256Digest.TryParse(Convert.ToHexStringLower(hash.GetCurrentHash()))!;

    public override int Read(Span<byte> buffer) => Note(buffer, inner.Read(Cut(buffer)));

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = await inner.ReadAsync(buffer[..Cut(buffer.Span).Length], cancellationToken);
        return Note(buffer.Span, count);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush()
    {
        // Nothing is written.
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
            hash.Dispose();
        }

        base.Dispose(disposing);
    }

    // A file that grows meanwhile is not read beyond the length that was said of it.
    private Span<byte> Cut(Span<byte> buffer) => buffer[..(int)Math.Min(buffer.Length, length - read)];

    private int Note(Span<byte> buffer, int count)
    {
        if (count == 0 && read < length && buffer.Length > 0)
            throw new IOException("a file became shorter while it was read: try again when nobody writes it");
        hash.AppendData(buffer[..count]);
        read += count;
        progress.Report(read);
        return count;
    }
}
