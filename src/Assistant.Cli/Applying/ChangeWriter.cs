using System.Text;
using Assistant.Core.Edits;
using Assistant.Core.Snapshots;
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
        try
        {
            foreach (var file in changes.Files)
                await AddAsync(batch, changes.Before, file, cancellationToken);
            await batch.CommitAsync(cancellationToken);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            var remedy = Files.IsDiskFull(failure) ? "make room on the disk" : "mend that";
            throw new WorkspaceException($"nothing was written: {failure.Message}; {remedy} and run the command again");
        }
    }

    private static async Task AddAsync(AtomicBatch batch, Snapshot snapshot, FileChange file, CancellationToken cancellationToken)
    {
        var relative = snapshot.RelativePath(file.FullPath);
        CheckPlace(snapshot.Root, file.FullPath, relative);
        if (file.Before is null && Files.Exists(file.FullPath))
            throw new WorkspaceException($"{relative} is to be created but is already there: nothing was written");
        if (file.Before is not null && !Files.Exists(file.FullPath))
            throw new WorkspaceException($"{relative} was deleted since it was read: nothing was written, run the command again");
        if (Files.IsReadOnly(file.FullPath))
            throw new WorkspaceException($"{relative} is read-only: nothing was written, make it writable and run the command again");
        var disk = file.Before is null ? [] : await Files.ReadAllBytesAsync(file.FullPath, cancellationToken);
        if (file.Before is { } before && !disk.AsSpan().SequenceEqual(Encode(before, disk)))
            throw new WorkspaceException(WasDecodedWithLoss(before, disk)
                ? $"{relative} is not UTF-8, so writing it would change more than was shown: nothing was written, save it as UTF-8 or give the project its CodePage"
                : $"{relative} changed on disk since it was read: nothing was written, run the command again");
        if (file.After is not { } after)
            batch.Delete(file.FullPath);
        else if (Encode(after, disk) is var content && Decodes(content, after))
            batch.Write(file.FullPath, content);
        else
            throw new WorkspaceException($"{relative} has an encoding that lacks a character of the repair: nothing was written, save it as UTF-8");
    }

    private static bool Decodes(byte[] content, SourceText text)
    {
        var encoding = text.Encoding ?? Utf8;
        return encoding.GetString(content).TrimStart('\uFEFF') == text.ToString().TrimStart('\uFEFF');
    }

    private static bool WasDecodedWithLoss(SourceText before, byte[] disk) =>
        before.ToString().Contains('\uFFFD', StringComparison.Ordinal) && !System.Text.Unicode.Utf8.IsValid(disk);

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
