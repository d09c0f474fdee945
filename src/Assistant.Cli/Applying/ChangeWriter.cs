using System.Text;
using Assistant.Core.Edits;
using Assistant.Core.Snapshots;
using Assistant.Platform;
using Assistant.Workspace;
using Microsoft.CodeAnalysis.Text;

namespace Assistant.Cli.Applying;

/// <summary>
/// Writes verified changes to the user's files, all of them or none, each keeping its encoding, byte order mark and line
/// endings. A file that is no longer what was judged stops the whole write, and so does one that a link brings in: what is
/// written is the real path that was checked, and the batch looks again directly before it renames.
/// </summary>
internal static class ChangeWriter
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <exception cref="WorkspaceException">Nothing was written, or the message says what was; it says why.</exception>
    public static async Task WriteAsync(ChangeSet changes, CancellationToken cancellationToken)
    {
        var batch = new AtomicBatch();
        try
        {
            foreach (var file in changes.Files)
                await AddAsync(batch, changes.Before, file, cancellationToken);
            await batch.CommitAsync(cancellationToken);
        }
        catch (UndoException failure)
        {
            throw new WorkspaceException($"the write stopped halfway: {failure.Message}");
        }
        catch (FileChangedException failure)
        {
            throw new WorkspaceException($"nothing was written: {failure.Message}; run the command again");
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
        var place = PlaceOf(snapshot.Root, file.FullPath, relative);
        if (file.Before is null && Files.Exists(place))
            throw new WorkspaceException($"{relative} is to be created but is already there: nothing was written");
        if (file.Before is not null && !Files.Exists(place))
            throw new WorkspaceException($"{relative} was deleted since it was read: nothing was written, run the command again");
        if (Files.IsReadOnly(place))
            throw new WorkspaceException($"{relative} is read-only: nothing was written, make it writable and run the command again");
        var disk = file.Before is null ? [] : await Files.ReadAllBytesAsync(place, cancellationToken);
        if (file.Before is { } before && !disk.AsSpan().SequenceEqual(Encode(before, disk)))
            throw new WorkspaceException(WasDecodedWithLoss(before, disk)
                ? $"{relative} is not UTF-8, so writing it would change more than was shown: nothing was written, save it as UTF-8 or give the project its CodePage"
                : $"{relative} changed on disk since it was read: nothing was written, run the command again");
        if (file.After is not { } after)
            batch.Delete(place, disk);
        else if (Encode(after, disk) is var content && Decodes(content, after))
            batch.Write(place, content, file.Before is null ? (ReadOnlyMemory<byte>?)null : disk);
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

    // The real path to write. A path in the folder whose file lies elsewhere is a link somebody planted or forgot; either way
    // not ours to write. A path outside the folder must be free of links, but for those that lead to the folder itself.
    private static string PlaceOf(string root, string path, string relative)
    {
        if (RealPath.Of(root) is not { } realRoot || RealPath.Of(Path.GetDirectoryName(path)!) is not { } realFolder)
            throw new WorkspaceException($"the folder of {relative} is gone: nothing was written");
        var place = Path.Combine(realFolder, Path.GetFileName(path));
        // A file that is a link to another one within the folder gets past this and is refused by the batch.
        var real = RealPath.Of(path) ?? place;
        if (IsOutside(relative))
        {
            var wanted = Path.GetFullPath(Path.Combine(realRoot, relative));
            if (!RealPath.IsSame(place, real) || !(RealPath.IsSame(place, path) || RealPath.IsSame(place, wanted)))
                throw new WorkspaceException($"{relative} is outside the solution's folder and reached through a link: nothing was written");
        }
        else if (!RealPath.IsInside(realRoot, real) || !RealPath.IsInside(realRoot, place))
        {
            throw new WorkspaceException($"{relative} is reached through a link that leaves the solution's folder: nothing was written");
        }

        return place;
    }

    private static bool IsOutside(string relative) => relative.StartsWith("../", StringComparison.Ordinal) || Path.IsPathRooted(relative);

    private static byte[] Encode(SourceText text, byte[] disk)
    {
        var encoding = text.Encoding ?? Utf8;
        var mark = encoding.GetPreamble() is { Length: > 0 } preamble ? preamble : Encoding.UTF8.GetPreamble();
        var content = encoding.GetBytes(text.ToString());
        return disk.AsSpan().StartsWith(mark) ? [.. mark, .. content] : content;
    }
}
