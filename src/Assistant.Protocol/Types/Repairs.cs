namespace Assistant.Protocol.Types;

/// <summary>What an edit repairs, for counting.</summary>
/// <param name="Tier">Who proposed it, such as <c>rules</c>.</param>
/// <param name="Count">How many diagnostics.</param>
public sealed record Repairs(string Tier, int Count);
