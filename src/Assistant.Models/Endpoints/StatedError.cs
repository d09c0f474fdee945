using System.Text.Json;

namespace Assistant.Models.Endpoints;

/// <summary>A refusal in OpenAI's words.</summary>
internal sealed record StatedError
{
    public JsonElement Error { get; init; }
}
