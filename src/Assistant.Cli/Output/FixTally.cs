using Assistant.Core.Proposing;
using Assistant.Core.Proposing.Models;

namespace Assistant.Cli.Output;

/// <summary>Sums over what was decided.</summary>
/// <param name="Fixed">Diagnostics with a verified repair.</param>
/// <param name="Unfixed">Diagnostics without one.</param>
/// <param name="Judged">Proposals the verifier judged.</param>
/// <param name="Rejected">Proposals that were thrown away.</param>
/// <param name="Elapsed">From the start of the command.</param>
internal sealed record FixTally(int Fixed, int Unfixed, int Judged, int Rejected, TimeSpan Elapsed)
{
    public static FixTally Of(IReadOnlyCollection<RepairOutcome> outcomes, TimeSpan elapsed) => new(
        outcomes.Count(outcome => outcome.Chosen is not null),
        outcomes.Count(outcome => outcome.Chosen is null),
        outcomes.Sum(outcome => Rejections(outcome) + outcome.Tied.Length + outcome.Alternatives.Length + (outcome.Chosen is null ? 0 : 1)),
        outcomes.Sum(Rejections),
        elapsed)
    {
        ByTier = outcomes.Where(outcome => outcome.Chosen is not null).GroupBy(outcome => outcome.Chosen!.Candidate.Tier).ToDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal),
        Usage = ModelUsage.Sum(outcomes.SelectMany(outcome => outcome.Tries).Select(tried => tried.Usage)),
    };

    // An answer that was stopped in its middle was judged, too.
    private static int Rejections(RepairOutcome outcome) => outcome.Rejected.Length + outcome.Tries.Count(tried => tried.Usage.Stopped > 0);

    /// <summary>Of the repaired ones, how many each tier repaired.</summary>
    public IReadOnlyDictionary<string, int> ByTier { get; init; } = new Dictionary<string, int>(StringComparer.Ordinal);

    /// <summary>What models cost.</summary>
    public ModelUsage Usage { get; init; }
}
