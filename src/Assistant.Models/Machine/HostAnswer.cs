namespace Assistant.Models.Machine;

/// <summary>What came of a question to a host, and when.</summary>
/// <param name="Seconds">Until it was complete.</param>
/// <param name="AfterFirst">From the first text to the end, seconds.</param>
/// <param name="PromptTokens">Tokens of the prompt.</param>
/// <param name="CachedTokens">How many of them were known.</param>
/// <param name="Tokens">Tokens generated.</param>
public sealed record HostAnswer(double Seconds, double AfterFirst, int PromptTokens, int CachedTokens, int Tokens)
{
    /// <summary>Tokens of the prompt that were read.</summary>
    public int Read => PromptTokens - CachedTokens;
}
