using Assistant.ModelHost.Engine;
using Assistant.Platform;

namespace Assistant.ModelHost.Generation;

/// <summary>A model in memory with the room to compute in. While it has jobs the decode loop owns it.</summary>
internal sealed class ResidentModel : IDisposable
{
    /// <summary>Tokens below which a prompt is read as fast as it is fetched.</summary>
    private const int Worthwhile = 64;

    private readonly ILoadedModel model;
    private readonly Lock fetching = new();
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
        TokenIndex = new TokenIndex(model.Tokenizer);
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
    public TokenIndex TokenIndex { get; }

    /// <summary>Whether part of its memory is a state that cannot be taken back.</summary>
    public bool IsRecurrent => model.IsRecurrent;

    /// <summary>Reads a grammar; null when it is none.</summary>
    public ITokenGrammar? ReadGrammar(string grammar) => model.ReadGrammar(grammar);

    /// <summary>Fetches from disk what is stored of a prompt; null when that is too little. Called by whoever asks: it takes as long as reading hundreds of megabytes.</summary>
    public StoredState? Fetch(IReadOnlyList<int> prompt)
    {
        lock (fetching)
        {
            return stored?.Prompts.MaxBy(candidate => PromptCache.KnownBy(candidate.Tokens, prompt, IsRecurrent)) is { } best
                && PromptCache.KnownBy(best.Tokens, prompt, IsRecurrent) >= Worthwhile
                && stored.Take(best) is { } state
                ? new StoredState(best.Path, best.Tokens, state)
                : null;
        }
    }

    /// <summary>Puts back what was fetched of a job's prompt, unless as much of it is known by now.</summary>
    public void Recall(Job job)
    {
        if (job.Stored is not { } fetched)
            return;
        job.Stored = null;
        if (PromptCache.KnownBy(fetched.Tokens, job.Prompt, IsRecurrent) < Cache.KnownOf(job.Prompt) + Worthwhile || !Cache.HasRoom(1, fetched.Tokens.Length))
            return;
        var sequence = Cache.Take(fetched.Tokens.Length);
        if (Context.Restore(sequence, fetched.State, fetched.Tokens.Length))
        {
            Cache.Keep(sequence, fetched.Tokens);
            return;
        }

        Cache.Drop(sequence);
        Files.DeleteOwn(fetched.Path);
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
