using Assistant.Platform;

namespace Assistant.ModelHost.Generation;

/// <summary>
/// The one thread that computes. It takes one step after the other: a piece of one prompt, or the next token of all answers
/// of a model that are as urgent. Of all jobs the most urgent go first, of these the one that was served longest ago.
///
/// A step is stopped, and taken again later, when a more urgent job comes, and when all jobs in it were cancelled. (Not that
/// of a token of a recurrent model: its state could not be taken back, and it is short.) Jobs share nothing but the sequences'
/// cells, so one that ends or is cancelled changes nothing of another's text.
/// </summary>
internal sealed class DecodeLoop : IDisposable
{
    private readonly Lock gate = new();
    private readonly List<Job> arrived = [];
    private readonly List<Job> jobs = [];
    private readonly SemaphoreSlim signal = new(0);
    private readonly DecodeSteps steps;
    private readonly Action<Exception> fault;
    private readonly Task running;
    private volatile bool stopping;
    private IReadOnlyList<Job> inStep = [];
    private bool isPromptStep;
    private long served;

    /// <summary>Starts the thread.</summary>
    /// <param name="cores">How many threads a step may take.</param>
    /// <param name="time">Measures steps.</param>
    /// <param name="fault">Told of a fault of ours, after which nothing is known of what the sequences hold. Nothing is computed any more.</param>
    public DecodeLoop(FreeCores cores, TimeProvider time, Action<Exception> fault)
    {
        this.fault = fault;
        steps = new DecodeSteps(cores, time);
        running = Task.Factory.StartNew(Run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>Adds a job. What happens to it is told to it; one that comes after the end ends at once.</summary>
    public void Add(Job job)
    {
        lock (gate)
        {
            if (stopping)
            {
                job.Dispose();
                job.End(new OperationCanceledException("the host ends"));
                return;
            }

            arrived.Add(job);
            if (IsOvertaken(job))
                Abort();
        }

        signal.Release();
    }

    /// <summary>Ends a job for which nobody waits. When it returns, nothing is computed for it but what else is in the same step.</summary>
    public void Cancel(Job job)
    {
        job.Cancel();
        lock (gate)
        {
            if (inStep.Count > 0 && inStep.All(other => other.IsCancelled))
                Abort();
        }

        signal.Release();
    }

    /// <summary>Ends all jobs and the thread.</summary>
    public async Task StopAsync()
    {
        lock (gate)
        {
            stopping = true;
            Abort();
        }

        signal.Release();
        await running;
    }

    /// <inheritdoc/>
    public void Dispose() => signal.Dispose();

    // With the lock held.
    private bool IsOvertaken(Job by) =>
        inStep.Count > 0 && by.Request.Priority < inStep[0].Request.Priority && (isPromptStep || !inStep[0].Model.IsRecurrent);

    private void Abort()
    {
        foreach (var job in inStep)
            job.Model.Context.Abort.Raise();
    }

    private void Run()
    {
        try
        {
            RunToEnd();
        }
#pragma warning disable CA1031 // Without its thread the host would only look alive: whoever made it ends it.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            fault(failure);
        }
    }

    private void RunToEnd()
    {
        while (!stopping)
        {
            TakeIn();
            var step = NextStep();
            if (step.Count == 0)
                signal.Wait();
            else
                Take(step);
        }

        TakeIn();
        foreach (var job in jobs)
            End(job, new OperationCanceledException("the host ends"));
    }

    private void TakeIn()
    {
        lock (gate)
        {
            jobs.AddRange(arrived);
            arrived.Clear();
        }

        foreach (var job in jobs.Where(job => job.IsCancelled).ToList())
            Remove(job, null);
    }

    // One job whose prompt is to be read, or all that generate with one model and are equally urgent.
    private List<Job> NextStep()
    {
        foreach (var job in jobs.OrderBy(job => job.Request.Priority).ThenBy(job => job.Served))
        {
            if (job.HasReadPrompt)
                return [.. jobs.Where(other => other.HasReadPrompt && other.Model == job.Model && other.Request.Priority == job.Request.Priority)];
            if (job.HasBegun || DecodeSteps.TryBegin(job))
                return [job];
        }

        return [];
    }

    private void Take(List<Job> step)
    {
        lock (gate)
        {
            inStep = step;
            isPromptStep = !step[0].HasReadPrompt;
            step[0].Model.Context.Abort.Clear();
            if (stopping || step.TrueForAll(job => job.IsCancelled) || arrived.Exists(IsOvertaken))
                Abort();
        }

        var failure = !step[0].Model.IsWhole()
            ? new GenerationException(GenerationFailure.ModelRejected, $"the file of the model {step[0].Model.Name} changed while it was in use: ask again")
            : isPromptStep ? steps.ReadPrompt(step[0]) : steps.Generate(step);
        lock (gate)
            inStep = [];
        foreach (var job in step)
        {
            job.Served = ++served;
            if ((failure ?? job.Failure) is { } reason)
                Remove(job, reason);
            else if (job.HasReadPrompt && job.Candidates.All(candidate => candidate.IsFinished))
                Remove(job, null);
        }
    }

    private void Remove(Job job, Exception? failure)
    {
        jobs.Remove(job);
        End(job, failure);
    }

    private static void End(Job job, Exception? failure)
    {
        DecodeSteps.Release(job, keep: failure is null);
        job.Dispose();
        job.End(failure);
    }
}
