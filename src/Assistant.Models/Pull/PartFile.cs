using System.Text.Json;
using Assistant.Models.Store;
using Assistant.Platform;

namespace Assistant.Models.Pull;

/// <summary>
/// What is there of a file that is being pulled: <c>name.gguf.part</c>, which only one process has open, and beside it what it is a
/// part of. It ends by being renamed, so the model's own name never stands for half of it.
/// </summary>
internal sealed class PartFile : IAsyncDisposable
{
    private readonly string target;
    private Stream? stream;

    private PartFile(string target, Stream stream)
    {
        this.target = target;
        this.stream = stream;
        Note = ReadNote(target);
    }

    /// <summary>What it is a part of; null when that is not known.</summary>
    public PartNote? Note { get; private set; }

    /// <summary>Bytes that are there.</summary>
    public long Length => Opened.Length;

    /// <summary>Whether all of it is there.</summary>
    public bool IsComplete => Note?.Length == Length;

    private Stream Opened => stream ?? throw new ObjectDisposedException(nameof(PartFile));

    /// <summary>Opens the part of a file, or begins one.</summary>
    /// <exception cref="ModelRefusedException">Somebody else is writing it.</exception>
    /// <exception cref="IOException">It cannot be opened.</exception>
    public static PartFile Open(string target) => Files.TryOpenOwnToGoOn(target + ModelStore.PartEnding) is { } opened
        ? new PartFile(target, opened)
        : throw new ModelRefusedException($"{target}{ModelStore.PartEnding} is open elsewhere: another pull of this model is under way");

    /// <summary>What the part of a file is a part of; null when that is not known, or there is none.</summary>
    public static PartNote? ReadNote(string target)
    {
        try
        {
            return JsonSerializer.Deserialize(Files.ReadAllBytes(target + ModelStore.PartNoteEnding), PullJson.Default.PartNote);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Deletes what is left beside a file that has its own name.</summary>
    public static void DeleteRest(string target)
    {
        Files.DeleteOwn(target + ModelStore.PartEnding);
        Files.DeleteOwn(target + ModelStore.PartNoteEnding);
    }

    /// <summary>Forgets what is there and begins a part of another content.</summary>
    public void Begin(PartNote note)
    {
        Forget();
        Keep(note);
    }

    /// <summary>Forgets what is there.</summary>
    public void Forget()
    {
        Note = null;
        // In this order: a note beside what is no part of its content would be believed.
        Files.Delete(target + ModelStore.PartNoteEnding);
        Opened.SetLength(0);
    }

    /// <summary>Says something else of the content that is there.</summary>
    public void Keep(PartNote note)
    {
        if (note == Note)
            return;
        Files.WriteOwnWhole(target + ModelStore.PartNoteEnding, file => JsonSerializer.Serialize(file, note, PullJson.Default.PartNote));
        Note = note;
    }

    /// <summary>Writes on at the end.</summary>
    public ValueTask AppendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        Opened.Seek(0, SeekOrigin.End);
        return Opened.WriteAsync(bytes, cancellationToken);
    }

    /// <summary>The whole, to be read and checked.</summary>
    public Stream ToRead()
    {
        Opened.Flush();
        Opened.Position = 0;
        return Opened;
    }

    /// <summary>Gives it its own name: it is complete and was checked. What it was a part of stays to be read until <see cref="DeleteRest"/>.</summary>
    /// <returns>What the file is.</returns>
    /// <exception cref="IOException">Something has that name by now, or it cannot be renamed.</exception>
    public async Task<FileIdentity> CompleteAsync()
    {
        Files.FlushToDisk(Opened);
        // Windows renames no open file. Elsewhere it stays open, so that nobody else begins to write it meanwhile.
        if (OperatingSystem.IsWindows())
            await DisposeAsync();
        Files.RenameOwn(target + ModelStore.PartEnding, target);
        return stream is null ? FileIdentity.At(target) ?? throw new IOException($"{target} is gone as soon as it came") : FileIdentity.Of(stream);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (stream is not null)
            await stream.DisposeAsync();
        stream = null;
    }
}
