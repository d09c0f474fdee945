namespace Assistant.Server.Messaging;

/// <summary>The names of what is understood here.</summary>
internal static class Methods
{
    public const string Initialize = "initialize";
    public const string Initialized = "initialized";
    public const string Shutdown = "shutdown";
    public const string Exit = "exit";
    public const string Cancel = "$/cancelRequest";
    public const string DidOpen = "textDocument/didOpen";
    public const string DidChange = "textDocument/didChange";
    public const string DidClose = "textDocument/didClose";
    public const string DidChangeConfiguration = "workspace/didChangeConfiguration";
    public const string DidChangeWorkspaceFolders = "workspace/didChangeWorkspaceFolders";
    public const string DidChangeWatchedFiles = "workspace/didChangeWatchedFiles";
    public const string CodeAction = "textDocument/codeAction";
    public const string ResolveCodeAction = "codeAction/resolve";
    public const string InlineCompletion = "textDocument/inlineCompletion";
    public const string ExecuteCommand = "workspace/executeCommand";
    public const string CancelProgress = "window/workDoneProgress/cancel";
    public const string CreateProgress = "window/workDoneProgress/create";
    public const string Progress = "$/progress";
    public const string PublishDiagnostics = "textDocument/publishDiagnostics";
    public const string ApplyEdit = "workspace/applyEdit";
    public const string LogMessage = "window/logMessage";
    public const string ShowMessage = "window/showMessage";
    public const string RegisterCapability = "client/registerCapability";
    public const string Status = "assistant/status";
    public const string DidChangeTrust = "assistant/didChangeTrust";
    public const string SelectSolution = "assistant/selectSolution";
    public const string Chat = "assistant/chat";
    public const string ChatApply = "assistant/chat/apply";
    public const string ChatHistory = "assistant/chat/history";
    public const string ChatForget = "assistant/chat/forget";
    public const string ChatMentions = "assistant/chat/mentions";
    public const string Ping = "assistant/ping";

    /// <summary>Commands of <see cref="ExecuteCommand"/>.</summary>
    public const string ShowRejectedCommand = "assistant.showRejected";
    public const string FixAllCommand = "assistant.fixAll";
    public const string CompletionAcceptedCommand = "assistant.completionAccepted";
    public const string RestartCommand = "assistant.restart";
}
