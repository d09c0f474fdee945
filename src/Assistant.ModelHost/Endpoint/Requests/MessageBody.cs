using System.Text.Json.Serialization;

namespace Assistant.ModelHost.Endpoint.Requests;

/// <summary>One message of a conversation.</summary>
internal sealed record MessageBody
{
    public string? Role { get; init; }

    [JsonConverter(typeof(ContentConverter))]
    public string? Content { get; init; }
}
