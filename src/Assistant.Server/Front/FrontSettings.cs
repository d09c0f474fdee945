using Assistant.Platform;
using Assistant.Workspace;

namespace Assistant.Server.Front;

/// <summary>What holds where the client says nothing.</summary>
/// <param name="Settings">The user's own.</param>
/// <param name="Folders">Where they are, and what the user trusts.</param>
internal sealed record FrontSettings(Settings Settings, UserFolders Folders);
