namespace Assistant.Platform;

/// <summary>The folders of this program in the user's home. Nothing is made here; who writes makes what it needs.</summary>
/// <param name="environment">Looks up an environment variable; null when it is not set.</param>
public sealed class UserFolders(Func<string, string?> environment)
{
    private const string Name = "assistant";

    /// <summary>The user's home.</summary>
    public string Home => environment("HOME") is { Length: > 0 } home
        ? home
        : Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);

    /// <summary>Settings and trust: <c>$XDG_CONFIG_HOME/assistant</c>, <c>%APPDATA%\assistant</c>, <c>~/Library/Application Support/assistant</c>.</summary>
    public string Config => Place("APPDATA", "Library/Application Support", "XDG_CONFIG_HOME", ".config");

    /// <summary>What can be made again: <c>$XDG_CACHE_HOME/assistant</c>, <c>%LOCALAPPDATA%\assistant</c>, <c>~/Library/Caches/assistant</c>.</summary>
    public string Cache => Place("LOCALAPPDATA", "Library/Caches", "XDG_CACHE_HOME", ".cache");

    /// <summary>What cannot be made again cheaply, such as models: <c>$XDG_DATA_HOME/assistant</c>, <c>%LOCALAPPDATA%\assistant</c>, <c>~/Library/Application Support/assistant</c>.</summary>
    public string Data => Place("LOCALAPPDATA", "Library/Application Support", "XDG_DATA_HOME", ".local/share");

    /// <summary>
    /// What lives as long as the user is logged in, such as sockets: <c>$XDG_RUNTIME_DIR/assistant</c>; where the system has no such
    /// folder, one of the user's own in the folder for temporary files. The path of a socket must be short, so nothing deeper will do.
    /// </summary>
    public string Runtime => environment("XDG_RUNTIME_DIR") is { } runtime && Path.IsPathFullyQualified(runtime)
        ? Path.Combine(runtime, Name)
        : Path.Combine(Path.GetTempPath(), $"{Name}-{Environment.UserName}");

    private string Place(string windowsVariable, string macFolder, string xdgVariable, string xdgDefault)
    {
        if (OperatingSystem.IsWindows() && environment(windowsVariable) is { Length: > 0 } windows)
            return Path.Combine(windows, Name);
        // The specification says that a relative value is to be ignored. Set on a Mac it is a wish, too.
        if (environment(xdgVariable) is { } xdg && Path.IsPathFullyQualified(xdg))
            return Path.Combine(xdg, Name);
        return Path.Combine(Home, OperatingSystem.IsMacOS() ? macFolder : xdgDefault, Name);
    }
}
