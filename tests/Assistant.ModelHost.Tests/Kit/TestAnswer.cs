using Assistant.ModelHost.Generation;

namespace Assistant.ModelHost.Tests.Kit;

/// <summary>All that came for a request.</summary>
internal sealed record TestAnswer(IReadOnlyList<string> Texts, IReadOnlyList<string> Reasons, int PromptTokens, int Cached)
{
    public string Text => Texts[0];

    /// <summary>How likely the tokens of each text were.</summary>
    public required IReadOnlyList<IReadOnlyList<TokenLogprob>> Tokens { get; init; }
}
