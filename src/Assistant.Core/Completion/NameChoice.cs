using System.Collections.Immutable;

namespace Assistant.Core.Completion;

/// <summary>The names at a caret as numbers: what a model of which of them is meant is fitted on.</summary>
/// <param name="AreMembers">Whether they are those of a receiver.</param>
/// <param name="Names">The names.</param>
/// <param name="Features">Of each name, what <see cref="Labels"/> say.</param>
public sealed record NameChoice(bool AreMembers, ImmutableArray<string> Names, ImmutableArray<double[]> Features)
{
    /// <summary>What the numbers are, in order.</summary>
    public static ImmutableArray<string> Labels => NameFeatures.Labels;

    /// <summary>What each is worth now.</summary>
    /// <param name="areMembers">For names of a receiver.</param>
    public static ReadOnlySpan<double> Weights(bool areMembers) => areMembers ? NameWeights.OfMembers : NameWeights.OfOthers;
}
