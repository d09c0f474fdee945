using Assistant.ModelHost.Engine;

namespace Assistant.Bench.Engine;

/// <summary>A model whose tokens are written as their numbers, and whose answers are fixed.</summary>
/// <param name="model">The model.</param>
internal sealed class NumberModel(ILoadedModel model) : ILoadedModel
{
    /// <inheritdoc/>
    public ITokenizer Tokenizer { get; } = new NumberTokenizer(model.Tokenizer.Count);

    /// <inheritdoc/>
    public bool IsRecurrent => model.IsRecurrent;

    /// <inheritdoc/>
    public IModelContext CreateContext(ContextOptions options) => new FixedContext(model.CreateContext(options), model.Tokenizer.Count);

    /// <inheritdoc/>
    public ITokenGrammar? ReadGrammar(string grammar) => model.ReadGrammar(grammar);

    /// <inheritdoc/>
    public void Dispose() => model.Dispose();
}
