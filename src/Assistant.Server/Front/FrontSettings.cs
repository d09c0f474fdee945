using Assistant.Platform;
using Assistant.Workspace;

namespace Assistant.Server.Front;

/// <summary>What holds where the client says nothing.</summary>
/// <param name="Settings">The user's own.</param>
/// <param name="Folders">Where they are, and what the user trusts.</param>
/// <param name="Problem">Why the user's settings do not count; null when they do.</param>
internal sealed record FrontSettings(Settings Settings, UserFolders Folders, string? Problem = null);
