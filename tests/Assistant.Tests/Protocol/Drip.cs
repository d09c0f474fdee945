namespace Assistant.Tests.Protocol;

/// <summary>A stream that gives one byte at a time, as a pipe may.</summary>
internal sealed class Drip(byte[] bytes) : MemoryStream(bytes)
{
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => base.ReadAsync(buffer[..Math.Min(1, buffer.Length)], cancellationToken);
}
