using System.Text;
using Assistant.Core.Edits;
using Assistant.Platform;
using Assistant.Workspace;
using Microsoft.CodeAnalysis.Text;

namespace Assistant.Cli.Applying;

/// <summary>
/// Writes verified changes to the user's files, all of them or none, each keeping its encoding, byte order mark and line
/// endings. A file that is no longer what was judged stops the whole write.
/// </summary>
internal static class ChangeWriter
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <exception cref="WorkspaceException">Nothing was written; the message says why.</exception>
    public static async Task WriteAsync(ChangeSet changes, CancellationToken cancellationToken)
    {
        var batch = new AtomicBatch();
        foreach (var file in changes.Files)
        {
            var relative = changes.Before.RelativePath(file.FullPath);
            CheckPlace(changes.Before.Root, file.FullPath, relative);
            var disk = file.Before is null ? [] : await Files.ReadAllBytesAsync(file.FullPath, cancellationToken);
            if (file.Before is { } before && !disk.AsSpan().SequenceEqual(Encode(before, disk)))
                throw new WorkspaceException($"{relative} changed on disk since it was read: nothing was written, run the command again");
            if (file.Before is null && Files.Exists(file.FullPath))
                throw new WorkspaceException($"{relative} is to be created but is already there: nothing was written");
            if (file.After is { } after)
                batch.Write(file.FullPath, Encode(after, disk));
            else
                batch.Delete(file.FullPath);
        }

        try
        {
            await batch.CommitAsync(cancellationToken);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new WorkspaceException($"nothing was written: {failure.Message}");
        }
    }

    // A path in the folder whose file lies elsewhere is a link somebody planted or forgot; either way not ours to write.
    private static void CheckPlace(string root, string path, string relative)
    {
        var inside = !relative.StartsWith("../", StringComparison.Ordinal) && !Path.IsPathRooted(relative);
        var folder = RealPath.Of(root);
        var real = RealPath.Of(path) ?? RealPath.Of(Path.GetDirectoryName(path)!);
        if (inside && (folder is null || real is null || !RealPath.IsInside(folder, real)))
            throw new WorkspaceException($"{relative} is reached through a link that leaves the solution's folder: nothing was written");
    }

    private static byte[] Encode(SourceText text, byte[] disk)
    {
        var encoding = text.Encoding ?? Utf8;
        var mark = encoding.GetPreamble() is { Length: > 0 } preamble ? preamble : Encoding.UTF8.GetPreamble();
        var content = encoding.GetBytes(text.ToString());
        return disk.AsSpan().StartsWith(mark) ? [.. mark, .. content] : content;
    }
}
