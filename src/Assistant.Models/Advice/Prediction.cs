namespace Assistant.Models.Advice;

/// <summary>How fast a model is going to be.</summary>
/// <param name="PromptRate">Tokens of a prompt that are read in a second.</param>
/// <param name="Rate">Tokens that are generated in a second.</param>
/// <param name="FixSeconds">Seconds of a small fix: 600 tokens in, 40 out.</param>
/// <param name="KnownFixSeconds">The same with the first 504 of its tokens known, as in the next fix in the same file.</param>
/// <param name="GreySeconds">Seconds from a key to grey text: 3 tokens in, 12 out.</param>
public sealed record Prediction(double PromptRate, double Rate, double FixSeconds, double KnownFixSeconds, double GreySeconds);
