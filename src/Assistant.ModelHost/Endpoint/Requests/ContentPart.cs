namespace Assistant.ModelHost.Endpoint.Requests;

/// <summary>A piece of a message, where its content is a list. Only text is understood.</summary>
internal sealed record ContentPart
{
    public string? Type { get; init; }

    public string? Text { get; init; }
}
