namespace Assistant.Protocol.Messages;

/// <summary>Why a request has no result: the numbers of JSON-RPC 2.0 and of LSP 3.18.</summary>
#pragma warning disable CA1008 // Zero is no error of either protocol, and a name for it would be one too many.
public enum ErrorCode
#pragma warning restore CA1008
{
    /// <summary>The message is no JSON.</summary>
    ParseError = -32700,

    /// <summary>The message is JSON and no message.</summary>
    InvalidRequest = -32600,

    /// <summary>Nobody answers this method.</summary>
    MethodNotFound = -32601,

    /// <summary>The parameters are not those of the method.</summary>
    InvalidParams = -32602,

    /// <summary>A fault of ours.</summary>
    InternalError = -32603,

    /// <summary>A request came before <c>initialize</c>.</summary>
    ServerNotInitialized = -32002,

    /// <summary>What was asked is right and cannot be done.</summary>
    RequestFailed = -32803,

    /// <summary>The server gave the request up.</summary>
    ServerCancelled = -32802,

    /// <summary>The text changed while the answer was made.</summary>
    ContentModified = -32801,

    /// <summary>The client took the request back.</summary>
    RequestCancelled = -32800,
}
