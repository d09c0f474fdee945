using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Assistant.Core.Proposing.Rules;

/// <summary>The rules, listed: a new one is entered here.</summary>
internal static class RepairRules
{
    private static readonly ImmutableArray<IRepairRule> All =
    [
        new MissingTokenRule(),
    ];

    private static readonly FrozenDictionary<string, ImmutableArray<IRepairRule>> ById = All
        .SelectMany(rule => rule.Ids.Select(id => (id, rule)))
        .GroupBy(pair => pair.id, pair => pair.rule)
        .ToFrozenDictionary(group => group.Key, group => group.ToImmutableArray());

    /// <summary>The rules that know a diagnostic.</summary>
    public static ImmutableArray<IRepairRule> For(string diagnosticId) => ById.GetValueOrDefault(diagnosticId, []);
}
