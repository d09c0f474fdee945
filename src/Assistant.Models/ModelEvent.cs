namespace Assistant.Models;

/// <summary>What a model says, in order. <see cref="Ended"/> is the last, and nothing before it is an answer without it.</summary>
public abstract record ModelEvent
{
    private ModelEvent()
    {
    }

    /// <summary>Something that takes time goes on, in the host's words: <c>waiting</c>, <c>loading 0.40</c>, <c>prompt 0.25</c>.</summary>
    public sealed record Progress(string Doing) : ModelEvent;

    /// <summary>More text.</summary>
    public sealed record Text(string Value) : ModelEvent
    {
        /// <summary>How likely the tokens were that were generated since the text before; none where that was not asked for, and where the server sends none.</summary>
        public IReadOnlyList<TokenLogprob> Tokens { get; init; } = [];
    }

    /// <summary>The answer is complete.</summary>
    /// <param name="Reason"><c>stop</c>, or <c>length</c> when it was cut off.</param>
    /// <param name="PromptTokens">Tokens of the prompt; 0 when the server does not say.</param>
    /// <param name="CachedTokens">How many of them a cache had.</param>
    /// <param name="Tokens">Tokens of the answer.</param>
    public sealed record Ended(string Reason, int PromptTokens, int CachedTokens, int Tokens) : ModelEvent;
}
