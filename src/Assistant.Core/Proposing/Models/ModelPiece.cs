namespace Assistant.Core.Proposing.Models;

/// <summary>What comes of a model while it answers.</summary>
public abstract record ModelPiece
{
    private ModelPiece()
    {
    }

    /// <summary>More of the answer.</summary>
    /// <param name="Value">Its next letters.</param>
    public sealed record Text(string Value) : ModelPiece
    {
        /// <summary>Its tokens, where they were asked for and the server says them; empty otherwise.</summary>
        public IReadOnlyList<TokenLikelihood> Tokens { get; init; } = [];
    }

    /// <summary>The answer is complete, or as long as it may be.</summary>
    /// <param name="IsCutOff">Whether it is as long as it may be, and would have gone on.</param>
    /// <param name="PromptTokens">Tokens of the prompt.</param>
    /// <param name="CachedTokens">How many of them the model had read before.</param>
    /// <param name="Tokens">Tokens of the answer.</param>
    public sealed record Ended(bool IsCutOff, int PromptTokens, int CachedTokens, int Tokens) : ModelPiece;

    /// <summary>There is no answer, or what came is no whole one.</summary>
    /// <param name="Reason">Why, as a sentence that says what to do.</param>
    public sealed record Failed(string Reason) : ModelPiece;
}
