using System.Threading.Channels;
using Assistant.ModelHost.Engine;

namespace Assistant.ModelHost.Generation;

/// <summary>
/// A request while it is answered. The decode loop owns everything but <see cref="Events"/> and <see cref="IsCancelled"/>.
/// </summary>
internal sealed class Job : IDisposable
{
    private readonly Channel<GenerationEvent> events = Channel.CreateUnbounded<GenerationEvent>(new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool cancelled;

    /// <summary>A job that has not begun.</summary>
    /// <param name="request">What is asked.</param>
    /// <param name="model">The model.</param>
    /// <param name="prompt">Its tokens; at least one.</param>
    /// <param name="grammar">The grammar, which the job takes over; null without one.</param>
    /// <param name="stored">What the store had of the prompt; null when it had nothing.</param>
    /// <param name="stopTokens">Tokens that end an answer beside those that always do.</param>
    public Job(GenerationRequest request, ResidentModel model, int[] prompt, ITokenGrammar? grammar, StoredState? stored, IReadOnlySet<int> stopTokens)
    {
        Stored = stored;
        Draft = request is { Draft: { } draft, Count: 1 } && !model.IsRecurrent ? new DraftLookup(model.Tokenizer.Tokenize(draft)) : null;
        StopTokens = stopTokens;
        Request = request;
        Model = model;
        Prompt = prompt;
        Grammar = grammar;
        Candidates = [.. Enumerable.Range(0, request.Count).Select(index => new Candidate(this, index))];
    }

    /// <summary>What is asked.</summary>
    public GenerationRequest Request { get; }

    /// <summary>The model.</summary>
    public ResidentModel Model { get; }

    /// <summary>The prompt's tokens.</summary>
    public int[] Prompt { get; }

    /// <summary>The grammar before the first token; null without one.</summary>
    public ITokenGrammar? Grammar { get; }

    /// <summary>What the store had of the prompt, until it was put back.</summary>
    public StoredState? Stored { get; set; }

    /// <summary>Where what comes next may be guessed from; null without a draft, with several answers, and where a wrong guess could not be taken back.</summary>
    public DraftLookup? Draft { get; }

    /// <summary>Why it alone could not go on; null while it can.</summary>
    public Exception? Failure { get; set; }

    /// <summary>Tokens that end an answer beside those that always do.</summary>
    public IReadOnlySet<int> StopTokens { get; }

    /// <summary>Its answers. The first one's sequence holds the prompt while that is read.</summary>
    public IReadOnlyList<Candidate> Candidates { get; }

    /// <summary>Tokens that each of its sequences may come to hold.</summary>
    public int Room => Prompt.Length + Request.MaxTokens;

    /// <summary>Whether it has sequences.</summary>
    public bool HasBegun { get; set; }

    /// <summary>Whether its prompt is read.</summary>
    public bool HasReadPrompt { get; set; }

    /// <summary>Lengths of the prompt at which its state is to be kept, ascending, those that are past left out.</summary>
    public Queue<int> StablePoints { get; set; } = [];

    /// <summary>Tokens of the prompt that were known already.</summary>
    public int Cached { get; set; }

    /// <summary>In which order it was last served; lower is longer ago.</summary>
    public long Served { get; set; }

    /// <summary>Whether nobody waits for it any more.</summary>
    public bool IsCancelled => cancelled;

    /// <summary>What happens to it, in order, to its end.</summary>
    public ChannelReader<GenerationEvent> Events => events.Reader;

    /// <summary>Completed when the loop has let go of it.</summary>
    public Task Ended => ended.Task;

    /// <summary>Nobody waits for it any more.</summary>
    public void Cancel() => cancelled = true;

    /// <summary>Tells whoever waits.</summary>
    public void Tell(GenerationEvent happened) => events.Writer.TryWrite(happened);

    /// <summary>Nothing more happens.</summary>
    /// <param name="failure">Why it could not be answered; null when it was.</param>
    public void End(Exception? failure)
    {
        events.Writer.TryComplete(failure);
        ended.TrySetResult();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var candidate in Candidates)
            candidate.Dispose();
        Grammar?.Dispose();
    }
}
