using System.Text.Json;
using System.Text.Json.Serialization;

namespace Assistant.Protocol.Types;

/// <summary>What a client says of itself. All of it may be missing.</summary>
public sealed record InitializeParams
{
    /// <summary>The process that started this one: when it is gone, so are we. Null when nobody is to be watched.</summary>
    public int? ProcessId { get; init; }

    /// <summary>For the log alone.</summary>
    public ClientInfo? ClientInfo { get; init; }

    /// <summary>The opened folder, of clients that know only one.</summary>
    public string? RootUri { get; init; }

    /// <summary>What the client can do.</summary>
    public ClientCapabilities? Capabilities { get; init; }

    /// <summary>Settings for this session.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public JsonElement InitializationOptions { get; init; }

    /// <summary>The opened folders; null when none is.</summary>
    public IReadOnlyList<WorkspaceFolder>? WorkspaceFolders
    {
        get;
        init => field = value is null ? null : Listed.WithoutNull(value);
    }
}
