namespace Assistant.Core.Proposing.Models;

/// <summary>A tier that asks a model.</summary>
/// <param name="Model">The model.</param>
/// <param name="ContextTokens">Tokens that a prompt may have: what the machine reads in the seconds that the user waits for it.</param>
/// <param name="Tries">How often it is asked for one task, at most.</param>
public sealed record ModelTier(ITextModel Model, int ContextTokens, int Tries)
{
    /// <summary>What it is called in answers.</summary>
    public string Name => Model.Tier;

    /// <summary>Tokens of a prompt that it reads in a second on this machine; null where that is not known.</summary>
    public double? PromptRate { get; init; }

    /// <summary>How many answers to one prompt are compared where the likeliest one did not lead on.</summary>
    public int Samples { get; init; } = 3;

    /// <summary>Tokens of answers for one task, at most; the last answer may exceed it.</summary>
    public int Tokens { get; init; } = 6000;

    /// <summary>How long it may work on one task; the last answer may exceed it.</summary>
    public TimeSpan Time { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Whether an answer is looked at while it is written and ended where it cannot be right any more. The bench compares with one that is not.</summary>
    public bool IsWatched { get; init; } = true;
}
