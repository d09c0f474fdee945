namespace Assistant.ModelHost.Engine;

/// <summary>The tokens of a model.</summary>
internal interface ITokenizer
{
    /// <summary>How many there are.</summary>
    public int Count { get; }

    /// <summary>The token that begins every prompt, or null when prompts begin without one.</summary>
    public int? Beginning { get; }

    /// <summary>Whether generation ends with the token.</summary>
    public bool IsEnd(int token);

    /// <summary>The UTF-8 bytes a token stands for; none for a control token.</summary>
    public ReadOnlySpan<byte> Bytes(int token);

    /// <summary>The control token with a text, or null.</summary>
    public int? Control(string text);

    /// <summary>The tokens of a text, in which no control token is seen, even where one is spelled.</summary>
    public IReadOnlyList<int> Tokenize(string text);
}
