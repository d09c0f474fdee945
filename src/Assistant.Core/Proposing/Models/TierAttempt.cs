using System.Collections.Immutable;
using Assistant.Core.Context;
using Assistant.Core.Verification;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Assistant.Core.Proposing.Models;

/// <summary>One tier at one task, until it has an answer that passes or its budget is spent.</summary>
/// <param name="tier">The tier.</param>
/// <param name="work">What is asked for, and what was tried before.</param>
/// <param name="context">What the model is told.</param>
/// <param name="time">Clock.</param>
internal sealed class TierAttempt(ModelTier tier, CascadeWork work, CodeContext context, TimeProvider time)
{
    // More of what was tried makes the prompt longer and says nothing new.
    private const int MostEvidence = 2;

    // Of an answer that was not understood its beginning is enough.
    private const int MostEcho = 400;

    // Tokens of an answer for each token of what it takes the place of, and some for what is new.
    private const int Growth = 2;
    private const int MoreTokens = 256;

    // How far a second answer to the same prompt may stray.
    private const double Straying = 0.7;

    // Yes, no, and how either may be written.
    private const int JudgementTokens = 12;

    // More errors than any answer has: nothing was understood of it.
    private static readonly (int Errors, int Tests) NotUnderstood = (int.MaxValue - 1, 0);

    // UTF-16 units of an answer beside what it is to take the place of.
    private const int MostLetters = 16_000;

    private readonly ContextTask task = work.Task;
    private readonly List<ModelTry> tries = work.Tries;
    private readonly List<string> judged = [];
    private readonly long began = time.GetTimestamp();
    private readonly int before = work.Tries.Count;

    private sealed record Answered(ModelTry Tried, Verifier? After, (int Errors, int Tests) Wrong, double? Likelihood);

    /// <summary>Asks and judges.</summary>
    /// <returns>The answer that is taken, with the judge of what comes after it where that is known; null when none is.</returns>
    public async Task<(ModelTry? Taken, Verifier? After)> RunAsync(IProgress<string> progress, CancellationToken cancellationToken)
    {
        var root = (await task.Document.GetSyntaxRootAsync(cancellationToken))!;
        var text = await task.Document.GetTextAsync(cancellationToken);
        var reader = new AnswerReader(root, text, context.Place, task.Place);
        var (least, isFresh, isFailed) = ((Errors: int.MaxValue, Tests: 0), false, false);
        while (!isFailed && IsLeft())
        {
            var answers = new List<Answered>();
            for (var left = isFresh ? tier.Samples : 1; left > 0 && !isFailed && IsLeft(); left--)
            {
                var number = tries.Count - before + 1;
                progress.Report($"asking the {tier.Name} model about {context.Place.Symbol}{(number == 1 ? "" : $", try {number}")}");
                if (await AskAsync(number, isFresh, reader, text, cancellationToken) is { } answered)
                    answers.Add(answered);
                else
                    isFailed = true;
            }

            if (answers.Exists(answered => answered.Tried.IsTaken))
                return await BestAsync(answers.FindAll(answered => answered.Tried.IsTaken), progress, cancellationToken);
            // Fewer failing tests are worth another try as fewer errors are.
            var wrong = answers.Select(answered => answered.Wrong).DefaultIfEmpty((int.MaxValue, 0)).Min();
            if (wrong.CompareTo(least) < 0)
                (least, isFresh) = (wrong, false);
            else if (isFresh)
                break;
            else
                isFresh = true;
        }

        if (Spent() is { } spent)
            tries[^1] = tries[^1] with { Spent = spent };
        return (null, null);
    }

    private bool IsLeft() => tries.Count - before < tier.Tries && Spent() is null;

    private string? Spent() => tries.Skip(before).Sum(tried => tried.Usage.Tokens) >= tier.Tokens ? $"{tier.Tokens} tokens"
        : time.GetElapsedTime(began) >= tier.Time ? $"{tier.Time.TotalSeconds:0} seconds"
        : null;

    // Null where the model failed: it is asked no more, since what is wrong with it is not mended by asking again.
    private async Task<Answered?> AskAsync(int number, bool isFresh, AnswerReader reader, SourceText text, CancellationToken cancellationToken)
    {
        ImmutableArray<ModelTry> evidence = isFresh ? [] : [.. tries.Where(tried => tried.Answer.Length > 0 && !tried.IsSpare && tried.Place == context.Place.Span).TakeLast(MostEvidence)];
        var prompt = new ModelPrompt(Prompts.For(task, context, evidence), (Growth * TokenEstimate.Of(context.Place.Text)) + MoreTokens, isFresh ? Straying : 0, number, context.Place.Text)
        {
            Likeliest = isFresh ? 0 : null,
        };
        var unfinished = new UnfinishedAnswer(task, context.Place, reader, work.Imported);
        var said = await StreamedAnswer.ReadAsync(tier.Model, prompt, context.Place.Text.Length + MostLetters, tier.IsWatched ? unfinished.ErrorAsync : null, cancellationToken);
        if (said.End is ModelPiece.Failed failed)
        {
            tries.Add(new ModelTry(tier.Name, "", null, null, failed.Reason, new ModelUsage(1, 0, 0, 0)));
            return null;
        }

        var (tried, after) = said.End is ModelPiece.Ended ended
            ? await JudgeAsync(reader.Read(said.Text, ended.IsCutOff), said.Text, text, UsageOf(prompt, said.Text, ended), cancellationToken)
            : (Stopped(prompt, said.Text, said.Error!), null);
        tried = tried with { Place = context.Place.Span };
        tries.Add(tried);
        var wrong = tried.Verdict is { } verdict ? (verdict.NewDiagnostics.Length, verdict.Tests?.Failed.Length ?? 0) : said.Error is null ? NotUnderstood : (1, 0);
        return new Answered(tried, after, wrong, said.Likelihood);
    }

    private async Task<(ModelTry Taken, Verifier? After)> BestAsync(List<Answered> passed, IProgress<string> progress, CancellationToken cancellationToken)
    {
        if (passed is [var only])
            return (only.Tried, only.After);
        progress.Report($"choosing one of {passed.Count} answers that compile");
        var ranked = new List<(Answered Answered, RankedAnswer Rank)>();
        foreach (var answered in passed)
        {
            var file = answered.Tried.Candidate!.Files[0];
            var (sureness, usage) = await SurenessAsync(answered.Tried, cancellationToken);
            var asked = answered.Tried with { Usage = answered.Tried.Usage.And(usage) };
            ranked.Add((answered with { Tried = asked }, new RankedAnswer(Ranking.LinesBetween(file.Before!.ToString(), file.After!.ToString()), answered.Likelihood, sureness)));
        }

        var best = Ranking.BestOf([.. ranked.Select(one => one.Rank)]);
        for (var index = 0; index < ranked.Count; index++)
        {
            var tried = ranked[index].Answered.Tried;
            tries[tries.IndexOf(passed[index].Tried)] = index == best ? tried : tried with { Reason = "another answer that compiles is better.", IsSpare = true };
        }

        return (ranked[best].Answered.Tried, ranked[best].Answered.After);
    }

    // The prompt and the answer have been read, so it costs one token and a question.
    private async Task<(double? Sureness, ModelUsage Usage)> SurenessAsync(ModelTry tried, CancellationToken cancellationToken)
    {
        var prompt = new ModelPrompt(Prompts.Judgement(task, context, tried), MaxTokens: 1, Temperature: 0, Seed: 1, Draft: null) { Likeliest = JudgementTokens };
        var said = await StreamedAnswer.ReadAsync(tier.Model, prompt, MostLetters, errorAsync: null, cancellationToken);
        return said.End is ModelPiece.Ended ended ? (Ranking.SurenessOf(said.Text, said.Tokens), UsageOf(prompt, said.Text, ended)) : (null, default);
    }

    // What a server does not tell is estimated, and so is what an answer cost that was not read to its end.
    private static ModelUsage UsageOf(ModelPrompt prompt, string answer, ModelPiece.Ended ended) => ended.PromptTokens > 0
        ? new(1, ended.PromptTokens, ended.CachedTokens, ended.Tokens)
        : new(1, Estimate(prompt), 0, TokenEstimate.Of(answer));

    private static int Estimate(ModelPrompt prompt) => prompt.Messages.Sum(message => TokenEstimate.Of(message.Content));

    private ModelTry Stopped(ModelPrompt prompt, string answer, Diagnostic error) => new(
        tier.Name, answer, null, null, $"stopped in its middle, since the compiler rejects it: {error.Id}: {error.GetMessage()}.",
        new ModelUsage(1, Estimate(prompt), 0, TokenEstimate.Of(answer)) { Stopped = 1 });

    private async Task<(ModelTry Tried, Verifier? After)> JudgeAsync(ReadAnswer read, string answer, SourceText text, ModelUsage usage, CancellationToken cancellationToken)
    {
        ModelTry NotTaken(string reason) => new(tier.Name, answer.Length <= MostEcho ? answer : answer[..MostEcho], null, null, reason, usage);
        if (read.Problem is { } problem)
            return (NotTaken($"{problem}."), null);
        var (changes, unusable) = await AnswerChanges.CreateAsync(task.Snapshot, task.Document, read, work.Imported, cancellationToken);
        if (changes is null)
            return (NotTaken($"{unusable}."), null);
        var outcome = changes.Files[0].After!.ToString();
        if (judged.Contains(outcome, StringComparer.Ordinal))
            return (NotTaken("it is the same answer again.") with { IsSpare = true }, null);
        judged.Add(outcome);
        var (verdict, reason, after) = await work.Judge.DecideAsync(changes, cancellationToken);
        var proposal = new Proposal($"Change {context.Place.Symbol}", nameof(ModelTier), Preference.Usual, IsOfSdk: false, changes) { Tier = tier.Name };
        return (new ModelTry(tier.Name, Code(read, text), proposal.ToCandidate(), verdict, reason, usage), after);
    }

    // What the model hears of its own answer: the whole piece as it was understood, without what stood around it.
    private string Code(ReadAnswer read, SourceText text)
    {
        static int Grown(TextChange change) => change.NewText!.Length - change.Span.Length;
        var (place, changes) = (context.Place.Span, read.Changes);
        var start = place.Start + changes.Where(change => change.Span.End < place.Start).Sum(Grown);
        var length = place.Length + changes.Where(change => change.Span.Start >= place.Start && change.Span.Start <= place.End).Sum(Grown);
        return $"```csharp\n{text.WithChanges(changes).ToString(new TextSpan(start, length)).ReplaceLineEndings("\n")}\n```";
    }
}
