namespace Assistant.ModelHost.Engine;

/// <summary>What may come next by a grammar.</summary>
internal interface ITokenGrammar : IDisposable
{
    /// <summary>The same state, to go another way.</summary>
    public ITokenGrammar Clone();

    /// <summary>Whether a token may come next.</summary>
    public bool Allows(int token);

    /// <summary>Of all tokens, those that may come next.</summary>
    /// <param name="tokens">The tokens to look at.</param>
    public IReadOnlyList<int> Allowed(ReadOnlySpan<int> tokens);

    /// <summary>Goes on with a token that is allowed.</summary>
    public void Accept(int token);
}
