using System.Reflection;
using Assistant.Protocol.Types;
using Assistant.Server.Documents;
using Assistant.Server.Messaging;

namespace Assistant.Server.Front;

/// <summary>What the server can do, as it says at the start.</summary>
internal static class Capabilities
{
    private const int Incremental = 2;

    public static InitializeResult Of(PositionEncoding encoding) => new(
        new InitializeResult.ServerCapabilities(
            PositionEncodings.NameOf(encoding),
            new InitializeResult.SyncOptions(OpenClose: true, Incremental),
            new InitializeResult.CodeActionOptions([ActionKinds.QuickFix, ActionKinds.FixAll], ResolveProvider: true),
            new InitializeResult.InlineCompletionOptions(),
            new InitializeResult.CommandOptions([Methods.ShowRejectedCommand, Methods.FixAllCommand, Methods.CompletionAcceptedCommand, Methods.RestartCommand]),
            new InitializeResult.FoldersCapability(new InitializeResult.FoldersPart(Supported: true, ChangeNotifications: true))),
        new ClientInfo("Assistant", typeof(Capabilities).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion));
}
