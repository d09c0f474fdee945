using System.Text.Json;

namespace Assistant.Protocol.Types;

/// <summary><c>workspace/didChangeConfiguration</c>.</summary>
public sealed record DidChangeConfigurationParams
{
    /// <summary>All settings as they are now.</summary>
    public JsonElement Settings { get; init; }
}
