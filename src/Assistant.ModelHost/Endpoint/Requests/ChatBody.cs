namespace Assistant.ModelHost.Endpoint.Requests;

/// <summary><c>POST /v1/chat/completions</c>: a conversation.</summary>
internal sealed record ChatBody : RequestBody
{
    public MessageBody[]? Messages { get; init; }
}
