namespace Assistant.Platform;

/// <summary>What changes when a file is written, cut off or replaced: a cheap look, where a digest of many gigabytes is none.</summary>
/// <param name="Length">Bytes.</param>
/// <param name="WrittenTicks">When it was last written, UTC, in ticks.</param>
public readonly record struct FileStamp(long Length, long WrittenTicks)
{
    /// <summary>The stamp of a file now; null when there is none.</summary>
    public static FileStamp? Of(string path)
    {
        var info = new FileInfo(path);
        return info.Exists ? new FileStamp(info.Length, info.LastWriteTimeUtc.Ticks) : null;
    }
}
