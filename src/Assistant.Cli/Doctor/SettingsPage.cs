using Assistant.Platform;
using Assistant.Workspace;

namespace Assistant.Cli.Doctor;

/// <summary>The user's settings, read to be shown: names of keys, models and servers, never the value of anything else.</summary>
/// <param name="Path">The file.</param>
/// <param name="Exists">Whether there is one.</param>
/// <param name="Problem">What is wrong with it; null when nothing is.</param>
/// <param name="Settings">What it says; nothing where it is wrong.</param>
internal sealed record SettingsPage(string Path, bool Exists, string? Problem, Settings Settings)
{
    /// <summary>What it says of tiers.</summary>
    public IReadOnlyList<TierSettings> Tiers => [.. TierSettings.Names.Select(name => Settings.Tiers.GetValueOrDefault(name)).OfType<TierSettings>()];

    /// <summary>Reads it.</summary>
    public static SettingsPage Read(UserFolders folders)
    {
        var path = Settings.PathIn(folders);
        try
        {
            return new SettingsPage(path, Files.Exists(path), null, Settings.Read(folders));
        }
        catch (WorkspaceException wrong)
        {
            return new SettingsPage(path, true, wrong.Message, new Settings());
        }
    }
}
