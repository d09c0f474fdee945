namespace Assistant.Protocol.Framing;

/// <summary>How much of a message is read before it is refused; checked before anything is allocated for it.</summary>
public static class FrameLimits
{
    /// <summary>Bytes of a body: 32 MiB.</summary>
    public const int Body = 32 << 20;

    /// <summary>Bytes of one line of a header, its end included: 8 KiB.</summary>
    public const int HeaderLine = 8 << 10;

    /// <summary>Bytes of all lines of a header: 64 KiB.</summary>
    public const int HeaderBlock = 64 << 10;
}
