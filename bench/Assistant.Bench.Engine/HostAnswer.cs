namespace Assistant.Bench.Engine;

/// <summary>What came of a question to the host.</summary>
/// <param name="Seconds">Until it was complete.</param>
/// <param name="AfterFirst">From the first text to the end, seconds.</param>
/// <param name="PromptTokens">Tokens of the prompt.</param>
/// <param name="CachedTokens">How many of them were known.</param>
/// <param name="Tokens">Tokens generated.</param>
internal sealed record HostAnswer(double Seconds, double AfterFirst, int PromptTokens, int CachedTokens, int Tokens);
