using System.Collections.Immutable;

namespace Assistant.Core.Proposing.Rules;

/// <summary>What a rule proposes.</summary>
/// <param name="Title">What it does, as an order: "Add 'await'".</param>
/// <param name="Preference">Its place among repairs of equal effect.</param>
/// <param name="Edits">The edits, none of which overlap.</param>
internal sealed record RuleRepair(string Title, Preference Preference, params ImmutableArray<RuleEdit> Edits);
