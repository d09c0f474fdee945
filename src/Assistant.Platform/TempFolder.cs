namespace Assistant.Platform;

/// <summary>A fresh folder that only this user can enter; gone with its content when disposed.</summary>
public sealed class TempFolder : IDisposable
{
    private TempFolder(string path) => Path = path;

    /// <summary>Its full path.</summary>
    public string Path { get; }

    /// <summary>Makes one in the system's folder for temporary files.</summary>
    /// <param name="prefix">Start of its name.</param>
    public static TempFolder Create(string prefix) => new(Directory.CreateTempSubdirectory(prefix).FullName);

    /// <inheritdoc/>
    public void Dispose() => Files.DeleteOwnFolder(Path);
}
