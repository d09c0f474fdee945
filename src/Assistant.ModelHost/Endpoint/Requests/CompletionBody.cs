namespace Assistant.ModelHost.Endpoint.Requests;

/// <summary><c>POST /v1/completions</c>: text that goes on, or a gap when there is a suffix.</summary>
internal sealed record CompletionBody : RequestBody
{
    public string? Prompt { get; init; }

    public string? Suffix { get; init; }
}
