using Assistant.Core.Verification;
using Microsoft.CodeAnalysis.Text;

namespace Assistant.Core.Proposing.Models;

/// <summary>One answer of a model, and what became of it.</summary>
/// <param name="Tier">Whose it is.</param>
/// <param name="Answer">What the model said; empty when it said nothing.</param>
/// <param name="Candidate">What was understood of it; null when nothing was.</param>
/// <param name="Verdict">The verifier's word; null when there was nothing to judge.</param>
/// <param name="Reason">Why it was not taken, as a sentence; empty when it was.</param>
/// <param name="Usage">What it cost.</param>
public sealed record ModelTry(string Tier, string Answer, Candidate? Candidate, Verdict? Verdict, string Reason, ModelUsage Usage)
{
    /// <summary>Whether all that speaks against it is another answer: one that is better, or the same one before.</summary>
    public bool IsSpare { get; init; }

    /// <summary>Where the text stands that it was to write anew.</summary>
    public TextSpan Place { get; init; }

    /// <summary>What its tier may not spend more of after it, such as <c>300 seconds</c>; null where that is not why it was the last.</summary>
    public string? Spent { get; init; }

    /// <summary>Whether the verifier refused it, as a proposal that nobody is to see without its reason.</summary>
    public bool IsThrownAway => !IsTaken && !IsSpare && Candidate is not null && Verdict is not null;

    /// <summary>Whether it was taken.</summary>
    public bool IsTaken => Verdict is not null && Reason.Length == 0;
}
