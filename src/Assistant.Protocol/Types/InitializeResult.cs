namespace Assistant.Protocol.Types;

/// <summary>What the server says of itself.</summary>
/// <param name="Capabilities">What it can do.</param>
/// <param name="ServerInfo">Who it is.</param>
public sealed record InitializeResult(InitializeResult.ServerCapabilities Capabilities, ClientInfo ServerInfo)
{
    /// <param name="PositionEncoding">How characters are counted from now on.</param>
    /// <param name="TextDocumentSync">How changes are told.</param>
    /// <param name="CodeActionProvider">Which actions there are.</param>
    /// <param name="InlineCompletionProvider">That there are completions in the line.</param>
    /// <param name="ExecuteCommandProvider">Which commands there are.</param>
    /// <param name="Workspace">What of folders is heard.</param>
    public sealed record ServerCapabilities(
        string PositionEncoding, SyncOptions TextDocumentSync, CodeActionOptions CodeActionProvider, InlineCompletionOptions InlineCompletionProvider, CommandOptions ExecuteCommandProvider, FoldersCapability Workspace);

    /// <param name="OpenClose">Whether opening and closing is heard.</param>
    /// <param name="Change">2: changes are told piece by piece.</param>
    public sealed record SyncOptions(bool OpenClose, int Change);

    /// <param name="CodeActionKinds">All kinds that come.</param>
    /// <param name="ResolveProvider">Whether some get their edit when they are chosen.</param>
    public sealed record CodeActionOptions(IReadOnlyList<string> CodeActionKinds, bool ResolveProvider);

    /// <summary>Being there is what it says.</summary>
    public sealed record InlineCompletionOptions;

    /// <param name="Commands">All names.</param>
    public sealed record CommandOptions(IReadOnlyList<string> Commands);

    /// <param name="WorkspaceFolders">How several folders are dealt with.</param>
    public sealed record FoldersCapability(FoldersPart WorkspaceFolders);

    /// <param name="Supported">Whether there may be several.</param>
    /// <param name="ChangeNotifications">Whether changes are heard.</param>
    public sealed record FoldersPart(bool Supported, bool ChangeNotifications);
}
