using System.Text.Json;

namespace Assistant.Protocol.Types;

/// <summary>What a client sends back to have done.</summary>
/// <param name="Title">For people.</param>
/// <param name="Name">Such as <c>assistant.fixAll</c>.</param>
/// <param name="Arguments">For the command.</param>
public sealed record Command(string Title, [property: System.Text.Json.Serialization.JsonPropertyName("command")] string Name, IReadOnlyList<JsonElement>? Arguments = null);
