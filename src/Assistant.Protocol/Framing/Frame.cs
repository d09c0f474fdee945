namespace Assistant.Protocol.Framing;

/// <summary>One message as it came.</summary>
/// <param name="Body">Its bytes; empty when there were more than <see cref="FrameLimits.Body"/>.</param>
/// <param name="Length">How many bytes the header announced.</param>
public readonly record struct Frame(ReadOnlyMemory<byte> Body, long Length)
{
    /// <summary>Whether the body was over the limit and was passed over.</summary>
    public bool IsTooLong => Length > FrameLimits.Body;
}
