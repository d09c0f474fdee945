namespace Assistant.ModelHost.Endpoint;

/// <summary>
/// The bounds of what the endpoint holds for others. The ranges of the fields of a request stand in
/// <see cref="Requests.FieldRanges"/>.
/// </summary>
internal static class EndpointLimits
{
    /// <summary>Bytes of the body of one request.</summary>
    public const int MostBodyBytes = 4 << 20;

    /// <summary>Bytes of one stream that wait for its reader, and bytes of an answer that is sent as a whole.</summary>
    public const int MostAnswerBytes = 4 << 20;

    /// <summary>Bytes of a stream that are handed to the socket at once.</summary>
    public const int MostBytesAtOnce = 16 << 10;

    /// <summary>Bytes of all header lines of a request together.</summary>
    public const int MostHeaderBytes = 8 << 10;

    /// <summary>Header lines of a request.</summary>
    public const int MostHeaders = 40;

    /// <summary>Bytes of the first line of a request.</summary>
    public const int MostRequestLineBytes = 2 << 10;

    /// <summary>Connections at one time: each window of an editor holds one or two.</summary>
    public const int MostConnections = 128;

    /// <summary>Objects and lists inside of one another in a request, which needs five, and in an answer, which needs nine to tell likelihoods.</summary>
    public const int MostJsonDepth = 10;

    /// <summary>
    /// Bytes of the path of a Unix socket. The kernel has room for 108 on Linux and 104 on a Mac; other programs that are
    /// to connect have less.
    /// </summary>
    public const int PathBytesBound = 100;

    /// <summary>How often a stream that has nothing to say shows that it lives.</summary>
    public static TimeSpan BeatTime => TimeSpan.FromMilliseconds(200);

    /// <summary>How long the end of the host waits for connections that do not close.</summary>
    public static TimeSpan EndTime => TimeSpan.FromSeconds(1);
}
