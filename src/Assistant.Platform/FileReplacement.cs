namespace Assistant.Platform;

/// <summary>One file of an <see cref="AtomicBatch"/>.</summary>
/// <param name="path">Full path.</param>
/// <param name="content">The new bytes; null to delete it.</param>
/// <param name="expected">The bytes that must be there; null when there must be no file.</param>
internal sealed class FileReplacement(string path, ReadOnlyMemory<byte>? content, ReadOnlyMemory<byte>? expected) : IDisposable
{
    private StagedFile? staged;
    private StagedFile? backup;
    private bool keepsBackup;

    public async Task StageAsync(CancellationToken cancellationToken)
    {
        if (content is { } bytes)
            staged = await StagedFile.CreateAsync(path, bytes, cancellationToken);
        if (expected is { } old)
            backup = await StagedFile.CreateAsync(path, old, cancellationToken);
    }

    /// <summary>Looks whether the place and the file are still what they were.</summary>
    /// <exception cref="IOException">They are not.</exception>
    public void Check()
    {
        var folder = Path.GetDirectoryName(path)!;
        if (RealPath.Of(folder) is not { } real || !RealPath.IsSame(folder, real))
            throw new IOException($"{folder} is no longer where it was: a link leads elsewhere");
        if (new FileInfo(path).LinkTarget is not null)
            throw new IOException($"{path} is a link: it is not replaced");
        if (expected is { } old ? !File.Exists(path) || !File.ReadAllBytes(path).AsSpan().SequenceEqual(old.Span) : File.Exists(path))
            throw new FileChangedException($"{path} changed on disk meanwhile");
    }

    /// <exception cref="FileChangedException">A file that is to be made is there already.</exception>
    public void Do()
    {
        if (staged is null)
        {
            File.Delete(path);
            return;
        }

        try
        {
            staged.Commit(overwrite: expected is not null);
        }
        catch (IOException failure) when (expected is null && File.Exists(path))
        {
            throw new FileChangedException($"{path} came meanwhile: {failure.Message}");
        }
    }

    public void Undo()
    {
        if (backup is null)
            File.Delete(path);
        else
            backup.Commit(overwrite: true);
    }

    /// <summary>Called when undoing failed: leaves the copy of the old content where it is.</summary>
    /// <returns>What the user needs to know of this file.</returns>
    public string KeepOld()
    {
        keepsBackup = true;
        return backup is null ? $"{path} is new and could not be deleted" : $"the old content of {path} is kept in {backup.Temporary}";
    }

    public void Dispose()
    {
        staged?.Dispose();
        if (!keepsBackup)
            backup?.Dispose();
    }
}
