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
    private const string Ending = ".part";
    private const string NoteEnding = ".part-of";

    private readonly string target;
    private Stream? stream;

    private PartFile(string target, Stream stream)
    {
        this.target = target;
        this.stream = stream;
        Note = ReadNote();
    }

    /// <summary>What it is a part of; null when that is not known.</summary>
    public PartNote? Note { get; private set; }

    /// <summary>Bytes that are there.</summary>
    public long Length => Opened.Length;

    private Stream Opened => stream ?? throw new ObjectDisposedException(nameof(PartFile));

    /// <summary>Opens the part of a file, or begins one.</summary>
    /// <exception cref="ModelRefusedException">Somebody else is writing it.</exception>
    public static PartFile Open(string target)
    {
        try
        {
            return new PartFile(target, Files.OpenOwnToGoOn(target + Ending));
        }
        catch (IOException failure) when (!Files.IsDiskFull(failure))
        {
            throw new ModelRefusedException($"{target}{Ending} cannot be opened: another pull of this model is under way, or end what has it open ({failure.Message})", failure);
        }
    }

    /// <summary>Forgets what is there and begins a part of another content.</summary>
    public void Begin(PartNote note)
    {
        Note = null;
        // In this order: a note beside what is no part of its content would be believed.
        Files.Delete(target + NoteEnding);
        Opened.SetLength(0);
        Files.WriteOwnWhole(target + NoteEnding, file => JsonSerializer.Serialize(file, note, PullJson.Default.PartNote));
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

    /// <summary>Gives it its own name: it is complete and was checked.</summary>
    public async Task CompleteAsync()
    {
        Files.FlushToDisk(Opened);
        // Closed first: Windows renames no open file.
        await DisposeAsync();
        Files.RenameOwn(target + Ending, target);
        Files.DeleteOwn(target + NoteEnding);
    }

    /// <summary>Deletes it: what is there is of no use.</summary>
    public async Task DiscardAsync()
    {
        await DisposeAsync();
        Files.DeleteOwn(target + NoteEnding);
        Files.DeleteOwn(target + Ending);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (stream is not null)
            await stream.DisposeAsync();
        stream = null;
    }

    private PartNote? ReadNote()
    {
        try
        {
            return JsonSerializer.Deserialize(Files.ReadAllBytes(target + NoteEnding), PullJson.Default.PartNote);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }
}
