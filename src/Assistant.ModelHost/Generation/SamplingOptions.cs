namespace Assistant.ModelHost.Generation;

/// <summary>How a token is chosen.</summary>
/// <param name="Temperature">0 takes the likeliest token, and the rest has no meaning.</param>
/// <param name="TopK">So many of the likeliest tokens are left; 0 for all.</param>
/// <param name="TopP">The fewest tokens that together have this probability are left; 1 for all.</param>
/// <param name="MinP">Tokens with less than this part of the likeliest one's probability are left out; 0 for none.</param>
/// <param name="Seed">The same seed gives the same text; candidate <c>i</c> draws with <c>Seed + i</c>.</param>
public sealed record SamplingOptions(float Temperature, int TopK, float TopP, float MinP, uint Seed);
