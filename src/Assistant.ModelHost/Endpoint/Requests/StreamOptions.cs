namespace Assistant.ModelHost.Endpoint.Requests;

/// <summary>How a stream is to be.</summary>
internal sealed record StreamOptions
{
    /// <summary>Whether the counts of tokens are sent before the end.</summary>
    public bool? IncludeUsage { get; init; }
}
