using System.Text.Json.Serialization;

namespace Assistant.Models.Wire;

/// <summary>A refusal.</summary>
internal sealed record WireError([property: JsonPropertyName("message")] string? Message);
