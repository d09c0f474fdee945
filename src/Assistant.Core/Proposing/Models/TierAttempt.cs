using System.Collections.Immutable;
using System.Text;
using Assistant.Core.Context;
using Assistant.Core.Verification;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Assistant.Core.Proposing.Models;

/// <summary>One tier at one task, until it has an answer that passes or its budget is spent.</summary>
/// <param name="tier">The tier.</param>
/// <param name="task">What is asked for.</param>
/// <param name="context">What the model is told.</param>
/// <param name="imported">Namespaces that files of the solution import.</param>
/// <param name="judge">What decides.</param>
/// <param name="tries">What was tried before, by this tier or by one before it; what is tried here is added.</param>
internal sealed class TierAttempt(ModelTier tier, ContextTask task, CodeContext context, ImmutableArray<string> imported, Judge judge, List<ModelTry> tries)
{
    // More of what was tried makes the prompt longer and says nothing new.
    private const int MostEvidence = 2;

    private const string Same = "it is the same answer again.";

    // Of an answer that was not understood its beginning is enough.
    private const int MostEcho = 400;

    // Tokens of an answer for each token of what it takes the place of, and some for what is new.
    private const int Growth = 2;
    private const int MoreTokens = 256;

    // How far a second answer to the same prompt may stray.
    private const double Straying = 0.7;

    // More errors than any answer has: nothing was understood of it.
    private static readonly (int Errors, int Tests) NotUnderstood = (int.MaxValue - 1, 0);

    // UTF-16 units of an answer beside what it is to take the place of; a model that says more has lost its way.
    private const int MostLetters = 16_000;

    private readonly List<string> judged = [];

    /// <summary>Asks and judges.</summary>
    /// <returns>Whether an answer passed, which is then the last of the tries, and the judge of what comes after it where that is known.</returns>
    public async Task<(bool IsTaken, Verifier? After)> RunAsync(IProgress<string> progress, CancellationToken cancellationToken)
    {
        var root = (await task.Document.GetSyntaxRootAsync(cancellationToken))!;
        var text = await task.Document.GetTextAsync(cancellationToken);
        var reader = new AnswerReader(root, text, context.Place, task.Place);
        var (least, isFresh) = ((Errors: int.MaxValue, Tests: 0), false);
        for (var number = 1; number <= tier.Tries; number++)
        {
            progress.Report($"asking the {tier.Name} model about {context.Place.Symbol}{(number == 1 ? "" : $", try {number}")}");
            ImmutableArray<ModelTry> evidence = isFresh ? [] : [.. tries.Where(tried => tried.Answer.Length > 0 && tried.Reason != Same).TakeLast(MostEvidence)];
            var prompt = Prompt(evidence, number, isFresh);
            var (answer, end, error) = await ReadAsync(prompt, reader, cancellationToken);
            if (end is ModelPiece.Failed failed)
            {
                // It is asked no more: what is wrong with it is not mended by asking again.
                tries.Add(new ModelTry(tier.Name, "", null, null, failed.Reason, new ModelUsage(1, 0, 0, 0)));
                return (false, null);
            }

            var (tried, after) = end is ModelPiece.Ended ended
                ? await JudgeAsync(reader.Read(answer, ended.IsCutOff), answer, text, new ModelUsage(1, ended.PromptTokens, ended.CachedTokens, ended.Tokens), cancellationToken)
                : (Stopped(prompt, answer, error!), null);
            tries.Add(tried);
            if (tried.IsTaken)
                return (true, after);
            // Fewer failing tests are worth another try as fewer errors are.
            var wrong = tried.Verdict is { } verdict ? (verdict.NewDiagnostics.Length, verdict.Tests?.Failed.Length ?? 0) : error is null ? NotUnderstood : (1, 0);
            if (wrong.CompareTo(least) < 0)
                (least, isFresh) = (wrong, false);
            else if (isFresh)
                break;
            else
                isFresh = true;
        }

        return (false, null);
    }

    private ModelPrompt Prompt(ImmutableArray<ModelTry> evidence, int number, bool isFresh) => new(
        Prompts.For(task, context, evidence), (Growth * TokenEstimate.Of(context.Place.Text)) + MoreTokens, isFresh ? Straying : 0, number, context.Place.Text);

    // To its end, or until it cannot be right any more: then there is no end and an error.
    private async Task<(string Text, ModelPiece? End, Diagnostic? Error)> ReadAsync(ModelPrompt prompt, AnswerReader reader, CancellationToken cancellationToken)
    {
        var unfinished = new UnfinishedAnswer(task, context.Place, reader, imported);
        var text = new StringBuilder();
        await foreach (var piece in tier.Model.AskAsync(prompt, cancellationToken))
        {
            if (piece is not ModelPiece.Text more)
                return (text.ToString(), piece, null);
            text.Append(more.Value);
            if (text.Length > context.Place.Text.Length + MostLetters)
                return ("", new ModelPiece.Failed("the model goes on without end"), null);
            if (tier.IsWatched && more.Value.Contains('\n', StringComparison.Ordinal) && await unfinished.ErrorAsync(text.ToString(), cancellationToken) is { } error)
                return (text.ToString(), null, error);
        }

        return (text.ToString(), new ModelPiece.Failed("the model ended without an answer"), null);
    }

    // Who stops reading is not told what the answer and its prompt cost: both are estimated.
    private ModelTry Stopped(ModelPrompt prompt, string answer, Diagnostic error) => new(
        tier.Name, answer, null, null, $"stopped in its middle, since the compiler rejects it: {error.Id}: {error.GetMessage()}.",
        new ModelUsage(1, prompt.Messages.Sum(message => TokenEstimate.Of(message.Content)), 0, TokenEstimate.Of(answer)) { Stopped = 1 });

    private async Task<(ModelTry Tried, Verifier? After)> JudgeAsync(ReadAnswer read, string answer, SourceText text, ModelUsage usage, CancellationToken cancellationToken)
    {
        ModelTry NotTaken(string reason) => new(tier.Name, answer.Length <= MostEcho ? answer : answer[..MostEcho], null, null, reason, usage);
        if (read.Problem is { } problem)
            return (NotTaken($"{problem}."), null);
        var (changes, unusable) = await AnswerChanges.CreateAsync(task.Snapshot, task.Document, read, imported, cancellationToken);
        if (changes is null)
            return (NotTaken($"{unusable}."), null);
        var outcome = changes.Files[0].After!.ToString();
        if (judged.Contains(outcome, StringComparer.Ordinal))
            return (NotTaken(Same), null);
        judged.Add(outcome);
        var (verdict, reason, after) = await judge.DecideAsync(changes, cancellationToken);
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
