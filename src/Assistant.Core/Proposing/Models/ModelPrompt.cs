using System.Collections.Immutable;

namespace Assistant.Core.Proposing.Models;

/// <summary>What a model is asked.</summary>
/// <param name="Messages">The conversation, oldest first.</param>
/// <param name="MaxTokens">At most so many tokens are answered.</param>
/// <param name="Temperature">0 takes the likeliest token each time.</param>
/// <param name="Seed">The same seed gives the same answer, where the model's server keeps to it.</param>
/// <param name="Draft">Text that is likely to come back, which makes the answer faster where it does; null for none.</param>
public sealed record ModelPrompt(ImmutableArray<PromptMessage> Messages, int MaxTokens, double Temperature, long Seed, string? Draft)
{
    /// <summary>How many of the likeliest tokens are to be told for each token, with the likelihood of its own; null for none of this.</summary>
    public int? Likeliest { get; init; }
}
