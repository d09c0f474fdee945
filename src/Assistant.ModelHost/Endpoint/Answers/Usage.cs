namespace Assistant.ModelHost.Endpoint.Answers;

/// <summary>Tokens of a request.</summary>
internal sealed record Usage(int PromptTokens, int CompletionTokens, int TotalTokens, Usage.Details PromptTokensDetails)
{
    /// <summary>Of the prompt, how many did not have to be evaluated.</summary>
    internal sealed record Details(int CachedTokens);

    public static Usage Of(int prompt, int cached, int completion) => new(prompt, completion, prompt + completion, new Details(cached));
}
