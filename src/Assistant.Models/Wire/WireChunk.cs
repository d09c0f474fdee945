using System.Text.Json.Serialization;

namespace Assistant.Models.Wire;

/// <summary>One event of a stream, or the body of a refusal. Servers send more; it is not read.</summary>
internal sealed record WireChunk(
    [property: JsonPropertyName("choices")] IReadOnlyList<WireChoice>? Choices,
    [property: JsonPropertyName("usage")] WireUsage? Usage,
    [property: JsonPropertyName("error")] WireError? Error);
