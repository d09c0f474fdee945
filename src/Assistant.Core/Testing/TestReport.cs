using System.Collections.Immutable;

namespace Assistant.Core.Testing;

/// <summary>A test that speaks against a proposal.</summary>
/// <param name="Name">Its full name.</param>
/// <param name="Message">What it says, in one line.</param>
public sealed record FailedTest(string Name, string Message);

/// <summary>What tests say of a proposal.</summary>
/// <param name="IsAgainst">Whether it is not to be taken.</param>
/// <param name="Words">For people: what was run and what came of it, or why nothing was run; no sentence.</param>
/// <param name="Failed">Tests that fail with the proposal and, as far as that can be known, not without it.</param>
public sealed record TestReport(bool IsAgainst, string Words, ImmutableArray<FailedTest> Failed)
{
    /// <summary>Nothing speaks against it.</summary>
    public static TestReport Good(string words) => new(IsAgainst: false, words, []);
}
