using System.Collections.Immutable;

namespace Assistant.Core.Proposing.Rules;

/// <summary>
/// One idea of how a diagnostic is repaired. A rule is pure and keeps nothing. It may propose what turns out not to
/// compile: every proposal is judged. It may not propose what hides, and what it writes looks like the file around it.
/// </summary>
internal interface IRepairRule
{
    /// <summary>The diagnostics it knows.</summary>
    public ImmutableArray<string> Ids { get; }

    /// <summary>Its repairs of one diagnostic, none where the place is not of its kind.</summary>
    public IEnumerable<RuleRepair> Propose(Fault fault);
}
