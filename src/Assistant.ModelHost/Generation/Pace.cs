namespace Assistant.ModelHost.Generation;

/// <summary>
/// How long steps of a model took on this machine, and what follows: how much of a prompt to read in one step, and whether
/// guessing pays. On a processor sixteen tokens take about nine times as long as one, so that guesses must be long and right;
/// on a graphics card they take about as long as one.
/// </summary>
internal sealed class Pace
{
    /// <summary>Tokens guessed at once: with the token they follow that is 16, the width the kernels of llama.cpp are fast at (measured: 16 tokens take less than 12).</summary>
    public const int GuessLength = 15;

    private const double Weight = 0.2;
    private const int LeastPrompt = 128;

    /// <summary>
    /// How long a step of a prompt should take: so often progress is seen, and no more is lost when it is overtaken. Steps of fewer than
    /// 128 tokens are not made: a 4B model reads 15.4 tokens a second in those, and 12.8 in steps of 32 (measured on one core).
    /// </summary>
    private static readonly TimeSpan PromptStep = TimeSpan.FromSeconds(2);

    private double single;
    private double guessed;
    private double kept = GuessLength + 1;
    private double promptToken;
    private int passed;

    /// <summary>Tokens of a prompt to read in the next step.</summary>
    public int PromptTokens(int capacity) => promptToken == 0
        ? Math.Min(capacity, LeastPrompt)
        : Math.Clamp((int)(PromptStep.TotalSeconds / promptToken) / LeastPrompt * LeastPrompt, Math.Min(LeastPrompt, capacity), capacity);

    /// <summary>Whether to compute a guess with the next token. Where it did not pay it is tried again now and then, since texts differ.</summary>
    public bool GuessPays()
    {
        const int TryAgainAfter = 64;
        if (single == 0 || guessed == 0 || kept / guessed > 1 / single)
            return true;
        if (++passed < TryAgainAfter)
            return false;
        passed = 0;
        return true;
    }

    /// <summary>A step of a prompt took so long.</summary>
    public void SawPrompt(int tokens, TimeSpan took) => promptToken = Mix(promptToken, took.TotalSeconds / tokens);

    /// <summary>A step of one token took so long.</summary>
    public void SawSingle(TimeSpan took) => single = Mix(single, took.TotalSeconds);

    /// <summary>A step with a guess took so long and gave so many tokens, at least one.</summary>
    public void SawGuess(TimeSpan took, int tokens)
    {
        guessed = Mix(guessed, took.TotalSeconds);
        kept = Mix(kept, tokens);
    }

    private static double Mix(double before, double now) => before == 0 ? now : before + Weight * (now - before);
}
