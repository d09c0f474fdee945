using System.Runtime.CompilerServices;
using System.Text;
using Assistant.Core.Proposing.Models;
using Assistant.Models;

namespace Assistant.Server.Models;

/// <summary>A model of the host or of a server, as the pipeline asks one.</summary>
/// <param name="tier">The tier it stands for.</param>
/// <param name="ask">Asks it.</param>
/// <param name="isHost">Whether it is the host's: others need not understand what only the host knows.</param>
/// <param name="time">Clock.</param>
internal sealed class TextModel(string tier, Func<ModelQuery, CancellationToken, IAsyncEnumerable<ModelEvent>> ask, bool isHost, TimeProvider time) : ITextModel
{
    /// <summary>How long an answer may take, with the prompt; on a slow machine a long one takes minutes.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    // A time of fewer tokens says little of more.
    private const int TimedTokens = 200;

    // Until the server says that it does not know how likely tokens are.
    private volatile bool tellsLikelihoods = true;
    private volatile string state = ModelStates.Idle;
    private long bytesSent;

    // Questions that are being answered: the last one to end says how it is then. The gate owns it.
    private readonly Lock gate = new();
    private int running;

    public string Tier => tier;

    /// <summary>Why it cannot be asked, as a sentence; null when it can.</summary>
    public string? Problem { get; init; }

    /// <summary>Called when <see cref="State"/> is another one.</summary>
    public Action Changed { get; init; } = () => { };

    /// <summary>Told how many tokens of a prompt it read in a second.</summary>
    public Action<double> Learn { get; init; } = _ => { };

    /// <summary>How it is, for people.</summary>
    public string State => Problem ?? state;

    /// <summary>What was sent to it and has arrived, in bytes of UTF-8.</summary>
    public long BytesSent => Interlocked.Read(ref bytesSent);

    public async IAsyncEnumerable<ModelPiece> AskAsync(ModelPrompt prompt, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (Problem is not null)
        {
            yield return new ModelPiece.Failed(Problem);
            yield break;
        }

        using var limit = new CancellationTokenSource(Longest, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        var (query, after, isRefused) = (Query(prompt), ModelStates.Ready, false);
        Began();
        try
        {
            await foreach (var (piece, refused) in PiecesAsync(query, either.Token, cancellationToken))
            {
                isRefused = refused && query.TopLogprobs is not null;
                if (isRefused)
                    break;
                after = (piece as ModelPiece.Failed)?.Reason ?? after;
                yield return piece;
            }

            if (!isRefused)
                yield break;
            await foreach (var (piece, _) in PiecesAsync(query with { TopLogprobs = null }, either.Token, cancellationToken))
            {
                // Only an answer says that it was the likelihoods that were refused.
                if (piece is ModelPiece.Ended)
                    tellsLikelihoods = false;
                after = (piece as ModelPiece.Failed)?.Reason ?? after;
                yield return piece;
            }
        }
        finally
        {
            Over(after);
        }
    }

    // The pieces of one answer to its end, the last one with whether the server refused the question.
    private async IAsyncEnumerable<(ModelPiece Piece, bool IsRefused)> PiecesAsync(ModelQuery query, [EnumeratorCancellation] CancellationToken either, CancellationToken cancellationToken)
    {
        await using var events = ask(query, either).GetAsyncEnumerator(either);
        var (clock, isSent) = (new ReadingClock(time, isHost), false);
        while (true)
        {
            var (piece, isRefused, hasArrived) = await NextAsync(events, clock, cancellationToken);
            if (hasArrived && !isSent)
            {
                isSent = true;
                Interlocked.Add(ref bytesSent, query.Messages!.Sum(message => (long)Encoding.UTF8.GetByteCount(message.Content)));
                Changed();
            }

            if (piece is ModelPiece.Ended ended && ended.PromptTokens - ended.CachedTokens is >= TimedTokens and var tokens && clock.Seconds is > 0 and var seconds)
                Learn(tokens / seconds);
            if (piece is not null)
                yield return (piece, isRefused);
            if (piece is ModelPiece.Ended or ModelPiece.Failed)
                yield break;
        }
    }

    private void Began()
    {
        lock (gate)
        {
            running++;
            if (running > 1)
                return;
            state = ModelStates.Answering;
        }

        Changed();
    }

    private void Over(string after)
    {
        lock (gate)
        {
            running--;
            if (running > 0)
                return;
            state = after;
        }

        Changed();
    }

    private ModelQuery Query(ModelPrompt prompt) => new("")
    {
        Messages = [.. prompt.Messages.Select(message => new ModelMessage(message.Role, message.Content))],
        MaxTokens = prompt.MaxTokens,
        Temperature = prompt.Temperature,
        Seed = prompt.Seed,
        Draft = isHost ? prompt.Draft : null,
        TopLogprobs = tellsLikelihoods ? prompt.Likeliest : null,
    };

    private static TokenLikelihood Likelihood(TokenLogprob token) => new(token.Token, token.Logprob, [.. token.Top]);

    // Null for what is no piece of an answer; whether the server refused the question, and whether it surely has it.
    private static async Task<(ModelPiece? Piece, bool IsRefused, bool HasArrived)> NextAsync(IAsyncEnumerator<ModelEvent> events, ReadingClock clock, CancellationToken cancellationToken)
    {
        try
        {
            if (!await events.MoveNextAsync())
                return (new ModelPiece.Failed("the model's server ended without an answer"), false, false);
            clock.Saw(events.Current);
            return (PieceOf(events.Current), false, true);
        }
        catch (ModelException failure)
        {
            return (new ModelPiece.Failed(failure.Message), failure.Failure == ModelFailure.Refused, failure.IsAfterSending);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return (new ModelPiece.Failed($"the model took longer than {Longest.TotalMinutes:0} minutes"), false, false);
        }
    }

    private static ModelPiece? PieceOf(ModelEvent happened) => happened switch
    {
        ModelEvent.Text text => new ModelPiece.Text(text.Value) { Tokens = [.. text.Tokens.Select(Likelihood)] },
        ModelEvent.Ended ended => new ModelPiece.Ended(ended.Reason == "length", ended.PromptTokens, ended.CachedTokens, ended.Tokens),
        _ => null,
    };
}
