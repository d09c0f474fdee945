namespace Assistant.Core.Proposing.Models;

/// <summary>A tier that asks a model.</summary>
/// <param name="Model">The model.</param>
/// <param name="ContextTokens">Tokens that a prompt may have: what the machine reads in the seconds that the user waits for it.</param>
/// <param name="Tries">How often it is asked for one task, at most.</param>
public sealed record ModelTier(ITextModel Model, int ContextTokens, int Tries)
{
    /// <summary>What it is called in answers.</summary>
    public string Name => Model.Tier;

    /// <summary>Whether an answer is looked at while it is written and ended where it cannot be right any more. The bench compares with one that is not.</summary>
    public bool IsWatched { get; init; } = true;
}
