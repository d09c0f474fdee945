using System.Collections.Immutable;
using Assistant.Core.Context;
using Assistant.Core.Routing;

namespace Assistant.Core.Proposing.Models;

/// <summary>
/// Asks models until one has an answer that the verifier takes. The law: nothing is shown that was not judged; a tier is asked
/// again with the compiler's words on its last answer as long as errors fall, where they do not for several other answers to the
/// first prompt, the best of which is taken that passes, and never for more than its budget says; then the next tier is asked,
/// with the same evidence; then there is honestly nothing. A model that cannot be reached costs its tier and nothing else.
/// </summary>
/// <param name="tiers">The tiers that have a model.</param>
/// <param name="time">Clock.</param>
public sealed class Cascade(ImmutableArray<ModelTier> tiers, TimeProvider time)
{
    /// <summary>What a route depends on of tiers.</summary>
    public static ImmutableArray<RoutedTier> Routed(ImmutableArray<ModelTier> tiers) => [.. tiers.Select(tier => new RoutedTier(tier.Name, tier.ContextTokens / tier.PromptRate))];

    /// <summary>Works on a task.</summary>
    /// <param name="task">What is asked for.</param>
    /// <param name="judge">What decides.</param>
    /// <param name="progress">Told what is done.</param>
    /// <param name="cancellationToken">Ends it; no request is left behind.</param>
    public async Task<CascadeOutcome> RunAsync(ContextTask task, Judge judge, IProgress<string> progress, CancellationToken cancellationToken)
    {
        var tries = new List<ModelTry>();
        var route = await Router.RouteAsync(task, Routed(tiers), cancellationToken);
        var work = new CascadeWork(task, judge, await AnswerChanges.ImportedAsync(task.Snapshot.Solution, cancellationToken), tries);
        // Who was left out is asked after all where nobody else answered.
        foreach (var tier in route.Order.Concat(tiers.Select(tier => tier.Name).Except(route.Order, StringComparer.Ordinal)).Select(name => tiers.First(tier => tier.Name == name)))
        {
            if (!route.Order.Contains(tier.Name) && tries.Exists(tried => tried.Answer.Length > 0))
                continue;
            var context = await ContextBuilder.BuildAsync(task, tier.ContextTokens, cancellationToken);
            var attempt = new TierAttempt(tier, work, context, time);
            var (taken, after) = await attempt.RunAsync(progress, cancellationToken);
            if (taken is not null)
                return new CascadeOutcome(taken, after, [.. tries], route.Reason);
        }

        return new CascadeOutcome(null, null, [.. tries], route.Reason);
    }
}
