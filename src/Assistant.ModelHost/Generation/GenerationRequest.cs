namespace Assistant.ModelHost.Generation;

/// <summary>A request whose numbers are in their ranges already.</summary>
/// <param name="Model">Name of the model, as listed.</param>
/// <param name="Input">What is to be continued.</param>
/// <param name="MaxTokens">At most so many tokens for each candidate.</param>
/// <param name="Count">Candidates; they share the evaluation of the prompt.</param>
/// <param name="Sampling">How a token is chosen.</param>
/// <param name="Stop">Texts that end a candidate and are not part of it.</param>
/// <param name="Grammar">A GBNF grammar whose rule <c>root</c> the text must follow; null for any text.</param>
/// <param name="AllowedNext">Texts one of which must come first; null for any text.</param>
/// <param name="Draft">Text that is likely to be repeated; it changes the speed and never the answer.</param>
/// <param name="Priority">A request with a lower number overtakes one with a higher.</param>
public sealed record GenerationRequest(
    string Model,
    GenerationInput Input,
    int MaxTokens,
    int Count,
    SamplingOptions Sampling,
    IReadOnlyList<string> Stop,
    string? Grammar,
    IReadOnlyList<string>? AllowedNext,
    string? Draft,
    int Priority)
{
    /// <summary>With each token is told how likely it was, and so many of the likeliest in its place; null to tell nothing.</summary>
    public int? TopLogprobs { get; init; }
}
