namespace Assistant.ModelHost.Generation;

/// <summary>What happens to a request, in order. The last event of each candidate is <see cref="Finished"/>.</summary>
public abstract record GenerationEvent
{
    private GenerationEvent()
    {
    }

    /// <summary>Something that takes time goes on: <paramref name="Phase"/> is <c>waiting</c>, <c>loading</c> or <c>prompt</c>, <paramref name="Fraction"/> from 0 to 1.</summary>
    public sealed record Progress(string Phase, double Fraction) : GenerationEvent;

    /// <summary>More text of a candidate; whole characters.</summary>
    public sealed record Text(int Candidate, string Value) : GenerationEvent
    {
        /// <summary>
        /// How likely the tokens were that were generated since the text before, where that was asked for. Text is held back
        /// while it may become a stop or a character, so these may be several; those behind which no text comes are not told.
        /// </summary>
        public IReadOnlyList<TokenLogprob> Tokens { get; init; } = [];
    }

    /// <summary>A candidate has ended, at a stop (<c>stop</c>) or because it was long enough (<c>length</c>).</summary>
    public sealed record Finished(int Candidate, string Reason, int Tokens) : GenerationEvent;

    /// <summary>Before the first text: tokens of the prompt, and how many of them a cache had.</summary>
    public sealed record PromptRead(int Tokens, int Cached) : GenerationEvent;
}
