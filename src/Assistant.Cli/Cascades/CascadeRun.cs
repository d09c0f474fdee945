using System.Collections.Immutable;
using Assistant.Core.Proposing;
using Assistant.Core.Proposing.Models;
using Assistant.Core.Verification;
using Assistant.Server.Models;

namespace Assistant.Cli.Cascades;

/// <summary>
/// Puts tasks to the cascade with seeded models, and counts. The cascade and its judge are the product's own; what was right
/// is known here, what compiles is asked of <see cref="ShownEdits"/>.
/// </summary>
/// <param name="rules">Who is asked before models in the rows that say so.</param>
/// <param name="seed">Of the answers.</param>
/// <param name="tell">Told of what must not be: something broken that was shown, something right that was not.</param>
internal sealed class CascadeRun(RulesTier rules, int seed, Action<string> tell)
{
    // The smallest first.
    private static readonly IReadOnlyList<string> Tiers = [.. TierModels.ContextTokens.Select(tier => tier.Tier)];

    private readonly ShownEdits shownEdits = new();

    // What the rules leave of a task; null when that is nothing.
    private readonly Dictionary<CascadeTask, (bool IsSolved, CascadeTask? Left)> ofRules = [];

    /// <summary>The rows of a rate.</summary>
    public async IAsyncEnumerable<CascadeRow> RowsAsync(
        IReadOnlyList<CascadeTask> tasks, double rate, IProgress<string> progress, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (afterRules, both) = (new CascadeRow("rules, small, large", rate), new CascadeRow("small, large", rate));
        var (unwatched, alone, large) = (new CascadeRow("small, large, unwatched", rate), new CascadeRow("small", rate), new CascadeRow("large", rate));
        foreach (var task in tasks)
        {
            progress.Report($"{rate:0%}: {task.Number} of {tasks.Count}, {task.Kind}");
            var (isSolved, left) = await RulesAsync(task, cancellationToken);
            if (isSolved)
                afterRules.Rules++;
            else if (left is null)
                afterRules.Unsolved++;
            else
                await AskAsync(afterRules, left, rate, Tiers, cancellationToken);
            await AskAsync(both, task, rate, Tiers, cancellationToken);
            await AskAsync(unwatched, task, rate, Tiers, cancellationToken, isWatched: false);
            await AskAsync(alone, task, rate, [TierModels.Smallest], cancellationToken);
            await AskAsync(large, task, rate, Tiers.Where(tier => tier != TierModels.Smallest), cancellationToken);
        }

        yield return afterRules;
        yield return both;
        yield return unwatched;
        yield return alone;
        yield return large;
    }

    private async Task<(bool IsSolved, CascadeTask? Left)> RulesAsync(CascadeTask task, CancellationToken cancellationToken)
    {
        if (ofRules.TryGetValue(task, out var known))
            return known;
        var loop = new RepairLoop(rules, models: null, new RepairSelection(WithWarnings: false, []));
        await foreach (var _ in loop.RunAsync(task.Verifier, new Progress<string>(), cancellationToken))
        {
        }

        if (loop.Repaired == task.Verifier.Snapshot)
            return ofRules[task] = (false, task);
        var after = new Verifier(loop.Repaired!);
        var isSolved = true;
        foreach (var build in after.Snapshot.Builds)
            isSolved &= (await after.ErrorsAsync(build.Id, cancellationToken)).IsEmpty;
        return ofRules[task] = isSolved ? (true, null) : (false, await CascadeTask.OfAsync(task.Number, task.Kind, after, task.Right, cancellationToken));
    }

    private async Task AskAsync(CascadeRow row, CascadeTask task, double rate, IEnumerable<string> tiers, CancellationToken cancellationToken, bool isWatched = true)
    {
        ImmutableArray<SeededModel> models =
        [
            .. tiers.Select(tier => new SeededModel(tier, tier == TierModels.Smallest ? rate : rate / 2, SeededModel.Mixed(seed, task.Number), task.Truths[tier])),
        ];
        var outcome = await new Cascade([.. models.Select(model => TierModels.TierOf(model) with { IsWatched = isWatched })], TimeProvider.System).RunAsync(task.Asked, Judge.OfRepair(task.Verifier, task.Asked.Diagnostics[0]), new Progress<string>(), cancellationToken);
        row.Usage = row.Usage.And(outcome.Usage);
        row.OfLarge = row.OfLarge.And(ModelUsage.Sum(outcome.Tries.Where(tried => tried.Tier != TierModels.Smallest).Select(tried => tried.Usage)));
        foreach (var model in models)
        {
            // Each asking is one try, in order.
            foreach (var (tried, answer) in outcome.Tries.Where(tried => tried.Tier == model.Tier).Zip(model.Answers))
                await CountAsync(row, task, tried, answer, isSpare: tried.IsSpare && tried.Tier == outcome.Taken?.Tier, cancellationToken);
        }

        var isSolved = outcome.Taken is { Candidate: { } shown } && (await shownEdits.LookAsync(task.Verifier, shown, cancellationToken)).Left == 0;
        if (!isSolved)
            row.Unsolved++;
        else if (outcome.Taken!.Tier == TierModels.Smallest)
            row.Small++;
        else
            row.Large++;
    }

    private async Task CountAsync(CascadeRow row, CascadeTask task, ModelTry tried, SeededAnswer answer, bool isSpare, CancellationToken cancellationToken)
    {
        row.Judged += tried.Verdict is null ? 0 : 1;
        var isRight = answer.Corruption is null;
        if (isRight && !tried.IsTaken && !isSpare)
        {
            row.Withheld++;
            Tell("right and withheld");
        }

        if (tried.IsTaken && (await shownEdits.LookAsync(task.Verifier, tried.Candidate!, cancellationToken)).New > 0)
        {
            row.Broken++;
            Tell("shown and broken");
        }

        var isOther = tried.Candidate is { Files: [{ After: { } after }] } && !MemberTokens.AreSameFiles(after, await task.Right.GetTextAsync(cancellationToken));
        if (isRight && isOther && tried.IsTaken)
            Tell("right, and written otherwise");
        if (isOther && tried.IsTaken)
            row.Escaped++;

        void Tell(string what)
        {
            var silencing = string.Join(", ", tried.Verdict?.Silencing.Select(found => found.Rule) ?? []);
            tell($"{what}: {task.Kind} of task {task.Number}, {task.Asked.Diagnostics[0].Id} in {task.Truths[tried.Tier].Symbol}, {answer.Corruption ?? "the truth"} of {tried.Tier}: {tried.Reason} {tried.Verdict?.Reason} {silencing}\n{tried.Answer}");
        }
    }
}
