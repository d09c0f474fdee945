using Assistant.Models;
using Assistant.Platform;
using Assistant.Workspace;

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

    /// <summary>How it is started.</summary>
    public HostLaunch Launch => LaunchAt(Socket, models: null);

    /// <summary>How one is started elsewhere.</summary>
    /// <param name="socket">Path of its socket.</param>
    /// <param name="models">Folder with its models; null for the user's own.</param>
    public static HostLaunch LaunchAt(string socket, string? models) => new(
        SdkResolver.RunningDotnet(),
        [Path.Combine(AppContext.BaseDirectory, "assistant.dll"), "host", "--detached", "--socket", socket, .. models is null ? Array.Empty<string>() : ["--models", models]],
        HostLaunch.PlaceOf(socket),
        HostLaunch.NoteOf(socket));

    /// <summary>Folder with llama.cpp.</summary>
    public static string Library => Path.Combine(AppContext.BaseDirectory, "llama");
}
