using System.Globalization;
using Assistant.ModelHost.Engine;
using Assistant.Platform;

namespace Assistant.ModelHost.Generation;

/// <summary>What the decode loop does with a job: begin, read a piece of its prompt, generate, end. Called by its thread alone.</summary>
/// <param name="cores">How many threads a step may take.</param>
/// <param name="time">Measures steps.</param>
internal sealed class DecodeSteps(FreeCores cores, TimeProvider time)
{
    private readonly TokenBatch batch = new();

    /// <summary>Gives a job its first sequence, with what is known of its prompt; false when it must wait until others end.</summary>
    public static bool TryBegin(Job job)
    {
        var cache = job.Model.Cache;
        if (!cache.HasRoom(job.Candidates.Count, job.Room * job.Candidates.Count))
            return false;
        job.Model.Recall(job);
        job.StablePoints = new Queue<int>(cache.StablePoints(job.Prompt));
        var first = job.Candidates[0];
        (first.Sequence, first.Computed) = cache.Begin(job.Prompt, job.Room);
        job.Cached = first.Computed;
        // The others' sequences are taken now, so that they are there when the prompt is read.
        foreach (var candidate in job.Candidates.Skip(1))
            candidate.Sequence = cache.Take(job.Room);
        job.HasBegun = true;
        return true;
    }

    /// <summary>Reads a piece of a job's prompt, and behind its end takes the first token of each answer.</summary>
    /// <returns>Why the job failed; null when it did not.</returns>
    public Exception? ReadPrompt(Job job)
    {
        var first = job.Candidates[0];
        while (job.StablePoints.TryPeek(out var past) && past <= first.Computed)
            job.StablePoints.Dequeue();
        var until = Math.Min(job.Prompt.Length, first.Computed + job.Model.Pace.PromptTokens(job.Model.Context.BatchCapacity));
        if (job.StablePoints.TryPeek(out var stable))
            until = Math.Min(until, stable);
        batch.Clear();
        for (var position = first.Computed; position < until; position++)
            batch.Add(job.Prompt[position], position, first.Sequence, wantsLogits: position == job.Prompt.Length - 1);
        var shadow = job.Model.IsRecurrent ? job.Model.Cache.TryCopy(first.Sequence, first.Computed) : null;
        var (outcome, took) = Decode(job.Model);
        if (outcome == DecodeOutcome.Aborted)
        {
            TakeBack(job, shadow);
            return null;
        }

        if (shadow is not null)
            job.Model.Cache.Drop(shadow.Value);
        if (outcome != DecodeOutcome.Done)
            return Failure(outcome, job.Model);
        job.Model.Pace.SawPrompt(batch.Count, took);
        first.Computed = until;
        if (job.StablePoints.TryPeek(out stable) && stable == until)
            job.Model.Cache.KeepBeside(first.Sequence, job.Prompt[..until]);
        job.Tell(new GenerationEvent.Progress("prompt", (double)until / job.Prompt.Length));
        if (until == job.Prompt.Length)
            EndPrompt(job, batch.Count - 1);
        return null;
    }

    /// <summary>Computes the next token of each answer of jobs of one model.</summary>
    /// <returns>Why the jobs failed; null when they did not.</returns>
    public Exception? Generate(IReadOnlyList<Job> jobs)
    {
        var model = jobs[0].Model;
        // What does not fit in one step comes in the next: jobs that were not served are served first.
        var candidates = jobs.SelectMany(job => job.Candidates).Where(candidate => !candidate.IsFinished).Take(model.Context.BatchCapacity).ToList();
        var guess = jobs is [{ Draft: { } draft } only] ? Guess(draft, candidates[0], model, only) : [];
        batch.Clear();
        foreach (var candidate in candidates)
            batch.Add(candidate.Generated[^1], candidate.Computed, candidate.Sequence, wantsLogits: true);
        foreach (var token in guess)
            batch.Add(token, candidates[0].Computed + batch.Count, candidates[0].Sequence, wantsLogits: true);
        var (outcome, took) = Decode(model);
        if (outcome == DecodeOutcome.Aborted)
        {
            // Nobody waits for any of them, or they are taken again when what is more urgent is done.
            foreach (var candidate in candidates)
                candidate.IsSpoiled = model.IsRecurrent || !model.Context.Forget(candidate.Sequence, candidate.Computed);
            return null;
        }

        if (outcome != DecodeOutcome.Done)
            return Failure(outcome, model);
        if (guess.Count > 0)
            return AdvanceByGuess(candidates[0], guess, model, took);
        if (candidates.Count == 1)
            model.Pace.SawSingle(took);
        for (var row = 0; row < candidates.Count; row++)
        {
            candidates[row].Computed++;
            candidates[row].Advance(model.Context.Logits(row));
        }

        return null;
    }

    /// <summary>Takes a job's sequences back.</summary>
    /// <param name="job">The job.</param>
    /// <param name="keep">Whether what they hold is known to be right.</param>
    public static void Release(Job job, bool keep)
    {
        foreach (var candidate in job.Candidates.Where(candidate => candidate.Sequence >= 0))
        {
            // Of several answers the first stands for all: what they have in common is the prompt.
            if (keep && candidate == job.Candidates[0] && candidate.Computed > 0 && !candidate.IsSpoiled)
                job.Model.Cache.Keep(candidate.Sequence, Held(job, candidate));
            else
                job.Model.Cache.Drop(candidate.Sequence);
            candidate.Sequence = -1;
        }
    }

    private static int[] Held(Job job, Candidate candidate) =>
        [.. job.Prompt.Concat(candidate.Generated).Take(candidate.Computed)];

    private static IReadOnlyList<int> Guess(DraftLookup draft, Candidate candidate, ResidentModel model, Job job)
    {
        // Short guesses cost more than they bring, but near the end of what is asked they are all there is.
        var length = Math.Min(Math.Min(Pace.GuessLength, model.Context.BatchCapacity - 1), job.Request.MaxTokens - candidate.Generated.Count - 1);
        var guess = draft.Guess(Math.Max(0, length));
        return guess.Count > 0 && model.Pace.GuessPays() ? guess : [];
    }

    private static Exception? AdvanceByGuess(Candidate candidate, IReadOnlyList<int> guess, ResidentModel model, TimeSpan took)
    {
        var start = candidate.Computed;
        var right = 0;
        candidate.Computed++;
        while (candidate.Advance(model.Context.Logits(right)) is { } token && !candidate.IsFinished && right < guess.Count && token == guess[right])
        {
            candidate.Computed++;
            right++;
        }

        model.Pace.SawGuess(took, right + 1);
        return model.Context.Forget(candidate.Sequence, start + 1 + right) ? null : new GenerationException(GenerationFailure.Engine, "a wrong guess could not be taken back");
    }

    private static void EndPrompt(Job job, int lastRow)
    {
        var first = job.Candidates[0];
        job.HasReadPrompt = true;
        job.Tell(new GenerationEvent.PromptRead(job.Prompt.Length, job.Cached));
        var last = job.Model.Context.Logits(lastRow);
        foreach (var candidate in job.Candidates)
        {
            if (candidate != first)
                job.Model.Context.Share(first.Sequence, candidate.Sequence, job.Prompt.Length);
            candidate.Computed = job.Prompt.Length;
            candidate.Advance(last);
        }
    }

    // Part of an aborted step may be in the sequence. A state cannot be taken back: it goes on from a copy, or from what is kept.
    private static void TakeBack(Job job, int? shadow)
    {
        var (first, cache) = (job.Candidates[0], job.Model.Cache);
        if (!job.Model.IsRecurrent && job.Model.Context.Forget(first.Sequence, first.Computed))
            return;
        cache.Drop(first.Sequence);
        if (shadow is { } copy)
            cache.Reserve(first.Sequence = copy, job.Room);
        else
            (first.Sequence, first.Computed) = cache.Begin(job.Prompt, job.Room);
    }

    private static GenerationException Failure(DecodeOutcome outcome, ResidentModel model) => outcome == DecodeOutcome.Full
        ? new GenerationException(GenerationFailure.Busy, string.Create(CultureInfo.InvariantCulture, $"the context of {model.Context.Capacity} tokens is full: ask again"))
        : new GenerationException(GenerationFailure.Engine, $"{model.Name} failed to compute");

    private (DecodeOutcome Outcome, TimeSpan Took) Decode(ResidentModel model)
    {
        var started = time.GetTimestamp();
        var outcome = model.Context.Decode(batch, cores.Count);
        // What is only kept is counted as if nothing were shared, but the source of a copy is not counted at all.
        if (outcome == DecodeOutcome.Full && model.Cache.GiveUpAll())
            outcome = model.Context.Decode(batch, cores.Count);
        return (outcome, time.GetElapsedTime(started));
    }
}
