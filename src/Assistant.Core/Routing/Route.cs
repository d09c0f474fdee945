using System.Collections.Immutable;

namespace Assistant.Core.Routing;

/// <summary>Which tiers are asked, and why in this order.</summary>
/// <param name="Order">Names of tiers, the first that is asked first.</param>
/// <param name="Reason">Why, as words that follow the name of the first.</param>
public sealed record Route(ImmutableArray<string> Order, string Reason);
