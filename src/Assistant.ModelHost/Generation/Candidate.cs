using Assistant.ModelHost.Engine;

namespace Assistant.ModelHost.Generation;

/// <summary>One of a job's answers while it is generated.</summary>
internal sealed class Candidate : IDisposable
{
    private readonly Job job;
    private readonly int index;
    private readonly TokenChooser chooser;
    private readonly NextTexts? next;
    private readonly ITokenGrammar? grammar;
    private readonly TextStream text;
    private readonly List<int> generated = [];
    private readonly List<TokenLogprob> untold = [];

    /// <summary>Begins behind the prompt.</summary>
    public Candidate(Job job, int index)
    {
        this.job = job;
        this.index = index;
        var request = job.Request;
        chooser = new TokenChooser(request.Sampling, index);
        next = request.AllowedNext is null ? null : new NextTexts(job.Model.Tokenizer, job.Model.TokenIndex, request.AllowedNext);
        grammar = job.Grammar?.Clone();
        text = new TextStream(request.Stop);
    }

    /// <summary>Its sequence; -1 before it has one and after it has ended.</summary>
    public int Sequence { get; set; } = -1;

    /// <summary>Tokens of the sequence that are computed.</summary>
    public int Computed { get; set; }

    /// <summary>Whether its sequence may hold something else than what is computed.</summary>
    public bool IsSpoiled { get; set; }

    /// <summary>What was generated; the last is not computed yet.</summary>
    public IReadOnlyList<int> Generated => generated;

    /// <summary>Whether nothing more comes.</summary>
    public bool IsFinished { get; private set; }

    /// <summary>Takes the next token and says what it adds to the text.</summary>
    /// <returns>The token; null when the candidate ended without one.</returns>
    public int? Advance(ReadOnlySpan<float> logits)
    {
        int? token;
        try
        {
            token = chooser.Choose(logits, next is { IsPast: false } ? next.Allowed() : null, grammar);
            if (token is { } chosen && (job.Model.Tokenizer.IsEnd(chosen) || job.StopTokens.Contains(chosen)))
                token = null;
            if (token is not null && job.Request.TopLogprobs is { } top)
                untold.Add(Likelihoods.Of(job.Model.Tokenizer, logits, token.Value, top));
        }
        catch (GenerationException failure)
        {
            // Of this job alone: others in the same step go on.
            job.Failure = failure;
            IsFinished = true;
            return null;
        }

        if (token is null)
        {
            Finish("stop");
            return null;
        }

        next?.Accept(token.Value);
        grammar?.Accept(token.Value);
        generated.Add(token.Value);
        job.Draft?.Follow(generated);
        Say(text.Append(job.Model.Tokenizer.Bytes(token.Value)));
        if (text.Stopped)
            Finish("stop");
        else if (generated.Count >= job.Request.MaxTokens)
            Finish("length");
        return token;
    }

    /// <inheritdoc/>
    public void Dispose() => grammar?.Dispose();

    private void Finish(string reason)
    {
        Say(text.End());
        IsFinished = true;
        job.Tell(new GenerationEvent.Finished(index, reason, generated.Count));
    }

    private void Say(string value)
    {
        if (value.Length == 0)
            return;
        job.Tell(new GenerationEvent.Text(index, value) { Tokens = [.. untold] });
        untold.Clear();
    }
}
