using System.Collections.Immutable;
using Assistant.Core.Verification;

namespace Assistant.Core.Proposing.Models;

/// <summary>What became of a task that models were asked about.</summary>
/// <param name="Taken">The answer that passed; null when none did.</param>
/// <param name="After">The judge of the text with it, where it is known.</param>
/// <param name="Tries">All answers in order, with what became of them.</param>
/// <param name="Reason">Why the first tier was asked first.</param>
public sealed record CascadeOutcome(ModelTry? Taken, Verifier? After, ImmutableArray<ModelTry> Tries, string Reason)
{
    /// <summary>What it cost.</summary>
    public ModelUsage Usage => ModelUsage.Sum(Tries.Select(tried => tried.Usage));
}
