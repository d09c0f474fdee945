using Assistant.Platform;

namespace Assistant.ModelHost.Generation;

/// <summary>A place in memory and the model that has it. The shelf's lock owns it.</summary>
/// <param name="model">The model.</param>
/// <param name="file">Its file.</param>
/// <param name="stamp">The file's stamp when it was loaded.</param>
/// <param name="adapterStamp">The same of its adapter; null without one.</param>
internal sealed class ModelSeat(ResidentModel model, ModelFile file, FileStamp stamp, FileStamp? adapterStamp)
{
    /// <summary>The model.</summary>
    public ResidentModel Model { get; } = model;

    /// <summary>Its file.</summary>
    public string Path => file.Path;

    /// <summary>Its adapter's; null without one.</summary>
    public string? Adapter => file.Adapter;

    /// <summary>The file's stamp when it was loaded.</summary>
    public FileStamp Stamp { get; } = stamp;

    /// <summary>Bytes of its file and of its adapter.</summary>
    public long Length => Stamp.Length + (adapterStamp?.Length ?? 0);

    /// <summary>Jobs that use it.</summary>
    public int Users { get; set; }

    /// <summary>When the last job ended, as a timestamp.</summary>
    public long Used { get; set; }

    /// <summary>Whether its file is still the one that was loaded, and its adapter.</summary>
    public bool IsCurrent => FileStamp.Of(Path) == Stamp && (file.Adapter is null || FileStamp.Of(file.Adapter) == adapterStamp);

    /// <summary>Whether it is of a file: with another adapter a model is another one, for what is known of prompts is.</summary>
    public bool Is(ModelFile other) => file.Path == other.Path && file.Adapter == other.Adapter;
}
