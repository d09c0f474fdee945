namespace Assistant.Core.Proposing.Models;

/// <summary>What answers cost.</summary>
/// <param name="Calls">How often a model was asked.</param>
/// <param name="PromptTokens">Tokens of the prompts.</param>
/// <param name="CachedTokens">How many of them had been read before.</param>
/// <param name="Tokens">Tokens of the answers.</param>
public readonly record struct ModelUsage(int Calls, int PromptTokens, int CachedTokens, int Tokens)
{
    /// <summary>How many answers were stopped in their middle; what those cost is estimated.</summary>
    public int Stopped { get; init; }

    /// <summary>All together.</summary>
    public static ModelUsage Sum(IEnumerable<ModelUsage> usages) => usages.Aggregate(default(ModelUsage), (sum, usage) => sum.And(usage));

    /// <summary>Both together.</summary>
    public ModelUsage And(ModelUsage other) => new(Calls + other.Calls, PromptTokens + other.PromptTokens, CachedTokens + other.CachedTokens, Tokens + other.Tokens) { Stopped = Stopped + other.Stopped };
}
