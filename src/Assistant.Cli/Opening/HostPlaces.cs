using Assistant.Platform;

namespace Assistant.Cli.Opening;

/// <summary>Where the model host and its files are unless told otherwise.</summary>
/// <param name="folders">The user's folders.</param>
internal sealed class HostPlaces(UserFolders folders)
{
    private const string SocketName = "host.sock";

    /// <summary>Path of its socket.</summary>
    public string Socket => Path.Combine(folders.Runtime, SocketName);

    /// <summary>Folder with the models.</summary>
    public string Models => Path.Combine(folders.Data, "models");

    /// <summary>Folder for evaluated prompts.</summary>
    public string Prompts => Path.Combine(folders.Cache, "prompts");

    /// <summary>Folder with llama.cpp.</summary>
    public static string Library => Path.Combine(AppContext.BaseDirectory, "llama");
}
