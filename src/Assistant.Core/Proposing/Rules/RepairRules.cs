using System.Collections.Frozen;
using System.Collections.Immutable;
using Assistant.Core.Proposing.Rules.Conversions;
using Assistant.Core.Proposing.Rules.Flow;
using Assistant.Core.Proposing.Rules.Names;
using Assistant.Core.Proposing.Rules.Nulls;

namespace Assistant.Core.Proposing.Rules;

/// <summary>The rules, listed: a new one is entered here.</summary>
internal static class RepairRules
{
    private static readonly ImmutableArray<IRepairRule> All =
    [
        new MissingTokenRule(),
        new MissingBraceRule(),
        new AwaitRule(),
        new ReturnWordRule(),
        new MissingReturnRule(),
        new UnassignedLocalRule(),
        new OutParameterRule(),
        new SwappedArgumentsRule(),
        new ConditionRule(),
        new LiteralRule(),
        new TextRule(),
        new NumberRule(),
        new SequenceRule(),
        new DeclaredTypeRule(),
        new InstanceRule(),
        new ReceiverRule(),
        new MemberCastRule(),
        new SpellingRule(),
        new GuardRule(),
        new NullTestRule(),
        new NullConditionalRule(),
        new DeclareNullableRule(),
        new InitializeMemberRule(),
        new ThrowInPlaceRule(),
        new FallbackRule(),
    ];

    private static readonly FrozenDictionary<string, ImmutableArray<IRepairRule>> ById = All
        .SelectMany(rule => rule.Ids.Select(id => (id, rule)))
        .GroupBy(pair => pair.id, pair => pair.rule)
        .ToFrozenDictionary(group => group.Key, group => group.ToImmutableArray());

    /// <summary>The rules that know a diagnostic.</summary>
    public static ImmutableArray<IRepairRule> For(string diagnosticId) => ById.GetValueOrDefault(diagnosticId, []);
}
