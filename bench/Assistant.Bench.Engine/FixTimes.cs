namespace Assistant.Bench.Engine;

/// <summary>What a small fix is made of.</summary>
internal static class FixTimes
{
    /// <summary>Tokens in.</summary>
    public const int Prompt = 600;

    /// <summary>Of these, those that are known when the prompt's beginning was read before.</summary>
    public const int Known = 500;

    /// <summary>Tokens out.</summary>
    public const int Answer = 40;
}
