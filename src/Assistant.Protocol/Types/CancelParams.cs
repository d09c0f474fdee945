using System.Text.Json;

namespace Assistant.Protocol.Types;

/// <summary><c>$/cancelRequest</c>.</summary>
/// <param name="Id">The request, a number or a text.</param>
public sealed record CancelParams(JsonElement Id);
