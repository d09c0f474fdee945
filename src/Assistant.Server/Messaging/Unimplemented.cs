namespace Assistant.Server.Messaging;

/// <summary>
/// What of LSP 3.18 is not answered here, so that nobody looks for it. A request gets MethodNotFound; a notification that is not
/// known is passed over.
/// </summary>
internal static class Unimplemented
{
    /// <summary>Requests that another C# server answers, beside which this one is meant to run.</summary>
    public static readonly IReadOnlySet<string> Requests = new HashSet<string>(StringComparer.Ordinal)
    {
        "textDocument/completion", "textDocument/hover", "textDocument/signatureHelp", "textDocument/definition", "textDocument/declaration",
        "textDocument/typeDefinition", "textDocument/implementation", "textDocument/references", "textDocument/documentHighlight",
        "textDocument/documentSymbol", "textDocument/foldingRange", "textDocument/selectionRange", "textDocument/semanticTokens/full",
        "textDocument/formatting", "textDocument/rangeFormatting", "textDocument/onTypeFormatting", "textDocument/rename",
        "textDocument/prepareRename", "textDocument/codeLens", "textDocument/inlayHint", "textDocument/documentLink", "textDocument/documentColor",
        "textDocument/linkedEditingRange", "textDocument/moniker", "textDocument/inlineValue", "textDocument/diagnostic", "workspace/diagnostic",
        "workspace/symbol", "textDocument/willSaveWaitUntil", "workspace/willCreateFiles", "workspace/willRenameFiles", "workspace/willDeleteFiles",
        "textDocument/prepareCallHierarchy", "textDocument/prepareTypeHierarchy",
    };
}
