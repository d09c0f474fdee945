using System.Text.Json.Serialization;

namespace Assistant.Models.Wire;

/// <summary>A message, or the piece of one in a stream.</summary>
internal sealed record WireMessage([property: JsonPropertyName("role")] string? Role, [property: JsonPropertyName("content")] string? Content);
