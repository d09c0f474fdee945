using Assistant.ModelHost.Gguf;

namespace Assistant.ModelHost.Generation;

/// <summary>The memory a model takes, by its file's own numbers.</summary>
internal static class MemoryNeed
{
    /// <summary>What the engine needs beside weights and context: buffers for a step, mostly the numbers for each token of the vocabulary.</summary>
    private const long Rest = 512L << 20;

    private const int BytesPerNumber = 2;

    /// <summary>Bytes for what a context keeps of each token: keys and values in 16 bits for each layer, recurrent layers counted as if they attended.</summary>
    public static long OfContext(GgufFile file, int tokens)
    {
        var heads = Number(file, "attention.head_count", 1);
        var keyHeads = Number(file, "attention.head_count_kv", heads);
        var width = Number(file, "embedding_length", 0) / Math.Max(1, heads);
        var perToken = Number(file, "block_count", 0) * keyHeads * (Number(file, "attention.key_length", width) + Number(file, "attention.value_length", width)) * BytesPerNumber;
        return perToken * tokens;
    }

    /// <summary>Bytes of a model with its context, weights left in the file's own pages.</summary>
    public static long Of(GgufFile file, long fileLength, int tokens) => fileLength + OfContext(file, tokens) + Rest;

    /// <summary>
    /// Whether weights are copied into the order this processor likes. About 70% of them are, and the pages they came from are not
    /// touched any more; what is over is for everything else.
    /// </summary>
    /// <param name="free">Bytes that can be taken.</param>
    /// <param name="need">From <see cref="Of"/>.</param>
    /// <param name="fileLength">Bytes of the file.</param>
    public static bool HasRoomForCopy(long free, long need, long fileLength) => free - need > fileLength / 4;

    private static long Number(GgufFile file, string key, long missing) =>
        // One number for each layer, in some architectures: the highest is the safe one.
        file.Metadata.TryGetValue($"{file.Architecture}.{key}", out var value) ? (long)(value.Numbers?.DefaultIfEmpty(missing).Max() ?? value.Number) : missing;
}
