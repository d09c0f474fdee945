using System.Globalization;
using System.Runtime.CompilerServices;
using Assistant.ModelHost.Engine;
using Assistant.ModelHost.Templates;
using Assistant.Platform;

namespace Assistant.ModelHost.Generation;

/// <summary>Answers requests with the models on the shelf.</summary>
public sealed class HostGenerator : IGenerator, IAsyncDisposable
{
    /// <summary>Requests that may wait or be answered at once; more are refused.</summary>
    private const int MostJobs = 64;

    private static readonly TimeSpan ProgressPeriod = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestEnd = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan EndPoll = TimeSpan.FromMilliseconds(10);

    private readonly ModelShelf shelf;
    private readonly DecodeLoop loop;
    private readonly TimeProvider time;
    private readonly HostOptions options;
    private int jobs;
    private bool announced;

    /// <summary>Starts with no model loaded.</summary>
    /// <param name="engine">What computes.</param>
    /// <param name="options">How models are treated.</param>
    /// <param name="time">Measures steps and idleness.</param>
    /// <param name="freeMemory">Bytes that can be taken now.</param>
    internal HostGenerator(IModelEngine engine, HostOptions options, TimeProvider time, Func<long> freeMemory)
    {
        this.time = time;
        this.options = options;
        Engine = engine.Version;
        Devices = engine.Devices;
        MissesItsCard = engine.MissesItsCard;
        shelf = new ModelShelf(engine, options, time, freeMemory);
        loop = new DecodeLoop(new FreeCores(time, options.Threads), time, EndOnFault);
    }

    /// <summary>Starts with llama.cpp.</summary>
    /// <param name="library">The folder with its library.</param>
    /// <param name="options">How models are treated.</param>
    /// <param name="time">Measures steps and idleness.</param>
    /// <exception cref="IOException">There is no library, or it is not the one this host was written for.</exception>
    public static HostGenerator Start(string library, HostOptions options, TimeProvider time) => new(
        Native.LlamaEngine.Start(library, reason => new HostNote(Environment.ProcessId, HostDoing.Aborting, reason, "", default).Write(options.Note)),
        options,
        time,
        MachineMemory.Available);

    /// <inheritdoc/>
    public IReadOnlyList<string> Models => shelf.Names;

    /// <summary>Name and version of what computes.</summary>
    public string Engine { get; }

    /// <summary>What it computes with: processors and graphics cards by name.</summary>
    public IReadOnlyList<string> Devices { get; }

    /// <summary>Whether it was made for a graphics card and finds none that it can use.</summary>
    public bool MissesItsCard { get; }

    /// <summary>Names of the models in memory.</summary>
    public IReadOnlyList<string> Loaded => shelf.Loaded;

    /// <summary>Says for the first time what this host does: it is the one that listens.</summary>
    public void Announce()
    {
        announced = true;
        new HostNote(Environment.ProcessId, HostDoing.Nothing, "", "", default).Write(options.Note);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<GenerationEvent> GenerateAsync(GenerationRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (Interlocked.Increment(ref jobs) > MostJobs)
        {
            Interlocked.Decrement(ref jobs);
            throw new GenerationException(GenerationFailure.Busy, string.Create(CultureInfo.InvariantCulture, $"{MostJobs} requests are waiting already: ask again later"));
        }

        try
        {
            var acquiring = shelf.AcquireAsync(request.Model, cancellationToken);
            try
            {
                while (await Task.WhenAny(acquiring, Task.Delay(ProgressPeriod, time, cancellationToken)) != acquiring && !cancellationToken.IsCancellationRequested)
                    yield return new GenerationEvent.Progress("loading", shelf.Fraction);
                await foreach (var happened in GenerateAsync(request, (await acquiring).Model, cancellationToken))
                    yield return happened;
            }
            finally
            {
                // Also when nobody waited until it was there.
                await ModelShelf.GiveBackAsync(acquiring);
            }
        }
        finally
        {
            Interlocked.Decrement(ref jobs);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await loop.StopAsync();
        // Whoever reads a prompt's text still needs its model.
        for (var waited = TimeSpan.Zero; Volatile.Read(ref jobs) > 0 && waited < LongestEnd; waited += EndPoll)
            await Task.Delay(EndPoll, CancellationToken.None);
        await shelf.DisposeAsync();
        loop.Dispose();
        if (announced)
            new HostNote(Environment.ProcessId, HostDoing.Ended, "", "", default).Write(options.Note);
    }

    private async IAsyncEnumerable<GenerationEvent> GenerateAsync(GenerationRequest request, ResidentModel model, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var job = Begin(request, model);
        try
        {
            loop.Add(job);
            // Others may come first; whoever asked hears that it is in the queue.
            yield return new GenerationEvent.Progress("waiting", 0);
            await foreach (var happened in job.Events.ReadAllAsync(cancellationToken))
                yield return happened;
        }
        finally
        {
            // Until the loop has let go of it the model must stay: its sequences are still the job's.
            loop.Cancel(job);
            await job.Ended;
        }
    }

    // The client starts another host, and tells its user what stands in the note.
    private void EndOnFault(Exception fault)
    {
        new HostNote(Environment.ProcessId, HostDoing.Aborting, $"internal error: {fault.GetType().Name}: {fault.Message}", "", default).Write(options.Note);
        ThisProcess.End();
    }

    private static Job Begin(GenerationRequest request, ResidentModel model)
    {
        var (parts, stopTokens) = Parts(request.Input, model.Facts);
        var prompt = PromptTokens.Of(model.Tokenizer, parts);
        if (prompt.Length == 0)
            throw new GenerationException(GenerationFailure.BadRequest, "the prompt is empty");
        var room = (long)prompt.Length + request.MaxTokens;
        if (room * request.Count > model.Context.Capacity)
        {
            throw new GenerationException(
                GenerationFailure.BadRequest,
                string.Create(CultureInfo.InvariantCulture, $"a prompt of {prompt.Length} tokens and {request.Count} answers of {request.MaxTokens} do not fit in the context of {model.Context.Capacity} tokens"));
        }

        if (request.Count > model.Context.Sequences)
            throw new GenerationException(GenerationFailure.BadRequest, string.Create(CultureInfo.InvariantCulture, $"this model gives at most {model.Context.Sequences} answers at once"));
        if (request.AllowedNext is { } texts && texts.Sum(text => (long)text.Length) > NextTexts.MostCharacters)
            throw new GenerationException(GenerationFailure.BadRequest, string.Create(CultureInfo.InvariantCulture, $"allowed_next has more than {NextTexts.MostCharacters} characters in all: leave out what is least likely"));
        ITokenGrammar? grammar = null;
        if (request.Grammar is { } text && GrammarShape.Complaint(text) is { } complaint)
            throw new GenerationException(GenerationFailure.BadRequest, complaint);
        if (request.Grammar is not null)
            grammar = model.ReadGrammar(request.Grammar) ?? throw new GenerationException(GenerationFailure.BadRequest, "the grammar is no GBNF grammar with a rule 'root'");
        return new Job(request, model, prompt, grammar, model.Fetch(prompt), stopTokens.Select(model.Tokenizer.Control).OfType<int>().ToHashSet());
    }

    private static (IReadOnlyList<PromptPart> Parts, IReadOnlyList<string> StopTokens) Parts(GenerationInput input, ModelFacts facts)
    {
        switch (input)
        {
            case GenerationInput.Chat chat:
                var template = ChatTemplates.For(facts)
                    ?? throw new GenerationException(GenerationFailure.BadRequest, $"the format of conversations of this model ({facts.Architecture}) is not known: it can only go on with text (/v1/completions)");
                return (template.Render(chat.Messages), template.StopTokens);
            case GenerationInput.Gap gap:
                var format = FillFormats.For(facts)
                    ?? throw new GenerationException(GenerationFailure.BadRequest, $"this model ({facts.Architecture}) was not taught to fill a gap: leave out the suffix, or take another model");
                return (format.Render(gap.Prefix, gap.Suffix), format.StopTokens);
            case GenerationInput.Plain plain:
                return ([PromptPart.Text(plain.Prompt)], []);
            default:
                throw new ArgumentException("an input of no known kind", nameof(input));
        }
    }
}
