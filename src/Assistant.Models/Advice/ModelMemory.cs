namespace Assistant.Models.Advice;

/// <summary>The memory a model takes, by the catalog's numbers, as the host counts it by those of the file (<c>MemoryNeed</c>; a test compares).</summary>
public static class ModelMemory
{
    /// <summary>Tokens of a context, unless the host is told otherwise.</summary>
    public const int ContextTokens = 8192;

    private const long Rest = 512L << 20;

    /// <summary>Bytes of a model with its context, weights left in the file's own pages.</summary>
    /// <param name="fileBytes">Bytes of its file.</param>
    /// <param name="bytesPerToken">Bytes that each token of a context takes.</param>
    /// <param name="context">Tokens that it was made for.</param>
    public static long Need(long fileBytes, long bytesPerToken, int context) => fileBytes + (bytesPerToken * Math.Min(context, ContextTokens)) + Rest;

    /// <summary>Whether its weights are copied into the order the processor likes.</summary>
    /// <param name="free">Bytes that can be taken.</param>
    /// <param name="need">From <see cref="Need"/>.</param>
    /// <param name="fileBytes">Bytes of its file.</param>
    public static bool HasRoomForCopy(long free, long need, long fileBytes) => free - need > fileBytes / 4;
}
