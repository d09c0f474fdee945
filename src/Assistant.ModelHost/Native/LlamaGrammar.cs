using Assistant.ModelHost.Engine;

namespace Assistant.ModelHost.Native;

/// <summary>A GBNF grammar, read by llama.cpp.</summary>
internal sealed unsafe class LlamaGrammar(GrammarHandle grammar) : ITokenGrammar
{
    /// <inheritdoc/>
    public ITokenGrammar Clone() => new LlamaGrammar(new GrammarHandle(Llama.llama_sampler_clone(grammar.Pointer)));

    /// <inheritdoc/>
    public bool Allows(int token) => Allowed([token]).Count == 1;

    /// <inheritdoc/>
    public IReadOnlyList<int> Allowed(ReadOnlySpan<int> tokens)
    {
        var items = new TokenChance[tokens.Length];
        for (var index = 0; index < items.Length; index++)
            items[index] = new TokenChance { Token = tokens[index], Logit = 1 };
        fixed (TokenChance* first = items)
        {
            var chances = new TokenChances { Items = first, Count = (nuint)items.Length, Selected = -1 };
            Llama.llama_sampler_apply(grammar.Pointer, &chances);
        }

        // What is not allowed has its logit set to minus infinity; nothing is moved.
        return [.. items.Where(item => !float.IsNegativeInfinity(item.Logit)).Select(item => item.Token)];
    }

    /// <inheritdoc/>
    public void Accept(int token) => Llama.llama_sampler_accept(grammar.Pointer, token);

    /// <inheritdoc/>
    public void Dispose() => grammar.Dispose();
}
