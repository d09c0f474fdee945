namespace Assistant.ModelHost.Engine;

/// <summary>A model in memory.</summary>
internal interface ILoadedModel : IDisposable
{
    /// <summary>Its tokens.</summary>
    public ITokenizer Tokenizer { get; }

    /// <summary>Whether part of its memory is one state that cannot be taken back to an earlier position (recurrent and hybrid architectures).</summary>
    public bool IsRecurrent { get; }

    /// <summary>Makes room to compute in.</summary>
    /// <exception cref="Generation.GenerationException">There is no memory for it, or the adapter was refused.</exception>
    public IModelContext CreateContext(ContextOptions options);

    /// <summary>Reads a GBNF grammar; null when it is none.</summary>
    public ITokenGrammar? ReadGrammar(string grammar);
}
