using System.Collections.Immutable;
using Assistant.Core.Context;
using Assistant.Core.Edits;
using Assistant.Core.Verification;

namespace Assistant.Core.Proposing.Models;

/// <summary>One tier at one task, until it has an answer that passes or its budget is spent.</summary>
/// <param name="tier">The tier.</param>
/// <param name="task">What is asked for.</param>
/// <param name="context">What the model is told.</param>
/// <param name="judge">What decides.</param>
/// <param name="tries">What was tried before, by this tier or by one before it; what is tried here is added.</param>
internal sealed class TierAttempt(ModelTier tier, ContextTask task, CodeContext context, Judge judge, List<ModelTry> tries)
{
    // More of what was tried makes the prompt longer and says nothing new.
    private const int MostEvidence = 2;

    private const string Same = "it is the same answer again.";

    // Of an answer that was not understood its beginning is enough.
    private const int MostEcho = 400;

    // More errors than any answer has: nothing was understood of it.
    private const int NotUnderstood = int.MaxValue - 1;

    private readonly List<string> judged = [];

    /// <summary>Asks and judges.</summary>
    /// <returns>Whether an answer passed, which is then the last of the tries, and the judge of what comes after it where that is known.</returns>
    public async Task<(bool IsTaken, Verifier? After)> RunAsync(IProgress<string> progress, CancellationToken cancellationToken)
    {
        var root = (await task.Document.GetSyntaxRootAsync(cancellationToken))!;
        var text = await task.Document.GetTextAsync(cancellationToken);
        var reader = new AnswerReader(root, text, context.Place, task.Place);
        var (least, isFresh) = (int.MaxValue, false);
        for (var number = 1; number <= tier.Tries; number++)
        {
            progress.Report($"asking the {tier.Name} model about {context.Place.Symbol}{(number == 1 ? "" : $", try {number}")}");
            ImmutableArray<ModelTry> evidence = isFresh ? [] : [.. tries.Where(tried => tried.Answer.Length > 0 && tried.Reason != Same).TakeLast(MostEvidence)];
            var prompt = Cascade.Prompt(task, context, evidence, number, isFresh);
            var (answer, end) = await Cascade.ReadAsync(tier.Model, prompt, context.Place.Text.Length, _ => null, cancellationToken);
            if (end is not ModelPiece.Ended ended)
            {
                // It is asked no more: what is wrong with it is not mended by asking again.
                tries.Add(new ModelTry(tier.Name, "", null, null, ((ModelPiece.Failed)end).Reason, new ModelUsage(1, 0, 0, 0)));
                return (false, null);
            }

            var usage = new ModelUsage(1, ended.PromptTokens, ended.CachedTokens, ended.Tokens);
            var (tried, after) = await JudgeAsync(reader.Read(answer, ended.IsCutOff), answer, usage, cancellationToken);
            tries.Add(tried);
            if (tried.IsTaken)
                return (true, after);
            var errors = tried.Verdict?.NewDiagnostics.Length ?? NotUnderstood;
            if (errors < least)
                (least, isFresh) = (errors, false);
            else if (isFresh)
                break;
            else
                isFresh = true;
        }

        return (false, null);
    }

    private async Task<(ModelTry Tried, Verifier? After)> JudgeAsync(ReadAnswer read, string answer, ModelUsage usage, CancellationToken cancellationToken)
    {
        ModelTry NotTaken(string reason) => new(tier.Name, answer.Length <= MostEcho ? answer : answer[..MostEcho], null, null, reason, usage);
        if (read.Problem is { } problem)
            return (NotTaken($"{problem}."), null);
        var (changes, unusable) = await AnswerChanges.CreateAsync(task.Snapshot, task.Document, read, cancellationToken);
        if (changes is null)
            return (NotTaken($"{unusable}."), null);
        var outcome = changes.Files[0].After!.ToString();
        if (judged.Contains(outcome, StringComparer.Ordinal))
            return (NotTaken(Same), null);
        judged.Add(outcome);
        var (verdict, reason, after) = await judge.DecideAsync(changes, cancellationToken);
        var proposal = new Proposal($"Change {context.Place.Symbol}", nameof(ModelTier), Preference.Usual, IsOfSdk: false, changes) { Tier = tier.Name };
        return (new ModelTry(tier.Name, Code(read, changes), proposal.ToCandidate(), verdict, reason, usage), after);
    }

    // What the model hears of its own answer: the code as it was understood, without what stood around it.
    private static string Code(ReadAnswer read, ChangeSet changes)
    {
        var usings = changes.Files[0].Pieces.Length > read.Changes.Length ? string.Concat(read.Usings.Select(named => $"using {named};\n")) : "";
        return $"```csharp\n{usings}{string.Join("\n\n", read.Changes.Select(change => change.NewText!.ReplaceLineEndings("\n").Trim()))}\n```";
    }
}
