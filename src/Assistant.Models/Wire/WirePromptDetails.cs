using System.Text.Json.Serialization;

namespace Assistant.Models.Wire;

/// <summary>How many tokens of a prompt a cache had.</summary>
internal sealed record WirePromptDetails([property: JsonPropertyName("cached_tokens")] int CachedTokens);
