using Assistant.ModelHost.Engine;

namespace Assistant.ModelHost.Generation;

/// <summary>A model in memory with the room to compute in. While it has jobs the decode loop owns it.</summary>
internal sealed class ResidentModel : IDisposable
{
    private readonly ILoadedModel model;
    private readonly Lazy<TokenIndex> tokenIndex;
    private readonly PromptStore? stored;

    /// <summary>Takes over a loaded model and its context.</summary>
    /// <param name="name">Its name, as requests name it.</param>
    /// <param name="facts">What its file says.</param>
    /// <param name="model">The model.</param>
    /// <param name="context">Its context.</param>
    /// <param name="stored">Prompts that were stored when it was here before; null to store none.</param>
    public ResidentModel(string name, ModelFacts facts, ILoadedModel model, IModelContext context, PromptStore? stored)
    {
        this.stored = stored;
        Name = name;
        Facts = facts;
        this.model = model;
        Context = context;
        Cache = new PromptCache(context, model.IsRecurrent);
        tokenIndex = new Lazy<TokenIndex>(() => new TokenIndex(model.Tokenizer));
    }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>What its file says.</summary>
    public ModelFacts Facts { get; }

    /// <summary>The room to compute in.</summary>
    public IModelContext Context { get; }

    /// <summary>What is known of prompts.</summary>
    public PromptCache Cache { get; }

    /// <summary>How fast it was.</summary>
    public Pace Pace { get; } = new();

    /// <summary>Whether its file is still the one that was loaded. One that was cut off under its mapping ends the process when it is touched.</summary>
    public Func<bool> IsWhole { get; set; } = () => true;

    /// <summary>Its tokens.</summary>
    public ITokenizer Tokenizer => model.Tokenizer;

    /// <summary>Its tokens, sorted.</summary>
    public TokenIndex TokenIndex => tokenIndex.Value;

    /// <summary>Whether part of its memory is a state that cannot be taken back.</summary>
    public bool IsRecurrent => model.IsRecurrent;

    /// <summary>Reads a grammar; null when it is none.</summary>
    public ITokenGrammar? ReadGrammar(string grammar) => model.ReadGrammar(grammar);

    /// <summary>Puts a stored prompt back where it knows more of a prompt than what is kept.</summary>
    public void Recall(IReadOnlyList<int> prompt)
    {
        // Less than this is read as fast as it is fetched.
        const int Worthwhile = 64;
        if (stored?.Prompts.MaxBy(candidate => Cache.KnownBy(candidate.Tokens, prompt)) is not { } best
            || Cache.KnownBy(best.Tokens, prompt) < Cache.KnownOf(prompt) + Worthwhile
            || !Cache.HasRoom(1, best.Tokens.Length))
        {
            return;
        }

        var sequence = Cache.Take(best.Tokens.Length);
        if (stored.Take(best) is { } state && Context.Restore(sequence, state, best.Tokens.Length))
            Cache.Keep(sequence, best.Tokens);
        else
            Cache.Drop(sequence);
    }

    /// <summary>Stores what is kept of prompts, the latest, for when the model is loaded again.</summary>
    public void Store()
    {
        foreach (var prompt in Cache.Kept.TakeLast(PromptStore.Most))
            stored?.Put(prompt.Tokens, Context.Save(prompt.Sequence));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Context.Dispose();
        model.Dispose();
    }
}
