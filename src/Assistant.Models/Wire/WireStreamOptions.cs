using System.Text.Json.Serialization;

namespace Assistant.Models.Wire;

/// <summary>Asks for the counts at the end of a stream.</summary>
internal sealed record WireStreamOptions([property: JsonPropertyName("include_usage")] bool IncludeUsage);
