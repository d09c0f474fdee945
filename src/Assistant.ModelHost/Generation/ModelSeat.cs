using Assistant.Platform;

namespace Assistant.ModelHost.Generation;

/// <summary>A place in memory and the model that has it. The shelf's lock owns it.</summary>
/// <param name="model">The model.</param>
/// <param name="path">Its file.</param>
/// <param name="stamp">The file's stamp when it was loaded.</param>
internal sealed class ModelSeat(ResidentModel model, string path, FileStamp stamp)
{
    /// <summary>The model.</summary>
    public ResidentModel Model { get; } = model;

    /// <summary>Its file.</summary>
    public string Path { get; } = path;

    /// <summary>The file's stamp when it was loaded.</summary>
    public FileStamp Stamp { get; } = stamp;

    /// <summary>Jobs that use it.</summary>
    public int Users { get; set; }

    /// <summary>When the last job ended, as a timestamp.</summary>
    public long Used { get; set; }

    /// <summary>Whether its file is still the one that was loaded.</summary>
    public bool IsCurrent => FileStamp.Of(Path) == Stamp;
}
