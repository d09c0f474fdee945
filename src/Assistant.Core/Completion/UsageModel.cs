namespace Assistant.Core.Completion;

/// <summary>
/// How likely a token is after others, by what the user's own code has: a nested cache language model (Hellendoorn and
/// Devanbu 2017). Counts of the file at hand weigh more than those of its project, and those more than the rest. Longer
/// contexts are mixed with shorter ones by how much was seen of them (Jelinek and Mercer 1980, with Witten and Bell's idea that
/// a context seen often is trusted). What was used a moment ago is likely to be used again, above all locals (Tu et al. 2014).
/// </summary>
internal sealed class UsageModel(Vocabulary vocabulary, IReadOnlyList<UsageModel.Scope> scopes)
{
    // Sightings of a context at which it is trusted as much as all shorter ones.
    private const double Doubt = 1.5;

    // Tokens after which a use is half as near as it was.
    private const double NearTokens = 150;
    private const int LookBack = 1200;

    // So many places of a context are looked at, or tokens after it.
    private const int MostOfContext = 32;

    /// <param name="Index">What it counts.</param>
    /// <param name="Weight">What one of its counts is worth; negative where a part of another scope no longer holds.</param>
    internal sealed record Scope(TokenIndex Index, double Weight);

    /// <summary>What is known of how likely each of some tokens is to be the next, where it is certain that one of them is.</summary>
    /// <param name="before">The tokens before, of which the last ones count.</param>
    /// <param name="candidates">Their texts.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public UsageEvidence Weigh(ReadOnlySpan<int> before, IReadOnlyList<string> candidates, CancellationToken cancellationToken)
    {
        var slots = new Dictionary<int, int>();
        for (var candidate = 0; candidate < candidates.Count; candidate++)
        {
            if (vocabulary.Find(candidates[candidate]) is { } token)
                slots.TryAdd(token, candidate);
        }

        var likelihood = new double[candidates.Count];
        Array.Fill(likelihood, 1.0 / Math.Max(1, candidates.Count));
        var byLength = new double[TokenIndex.Depth][];
        for (var length = 0; length < TokenIndex.Depth; length++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (length <= before.Length)
                likelihood = Mixed(likelihood, before[^length..], slots);
            byLength[length] = likelihood;
        }

        return new UsageEvidence(byLength[0], byLength[1], byLength[2], byLength[^1], Nearness(slots, candidates.Count, before));
    }

    /// <summary>What may come next by what came next elsewhere, the likeliest first; nothing where no context of one token or more is known.</summary>
    /// <param name="before">The tokens before, of which the last ones count.</param>
    /// <param name="atMost">How many are enough.</param>
    /// <param name="isWanted">Which count; the likelihood is that among all; null when all do.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public IReadOnlyList<(int Token, double Likelihood, Gap Gap)> Next(ReadOnlySpan<int> before, int atMost, Func<int, bool>? isWanted, CancellationToken cancellationToken)
    {
        var gaps = new Dictionary<int, Gap>();
        for (var length = Math.Min(TokenIndex.Depth - 1, before.Length); length > 0 && gaps.Count < atMost; length--)
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (var scope in scopes.Where(scope => scope.Weight > 0))
            {
                foreach (var (token, _, gap) in scope.Index.Next(scope.Index.Find(before[^length..]), length).Where(next => isWanted?.Invoke(next.Token) != false).Take(MostOfContext))
                    gaps.TryAdd(token, gap);
            }
        }

        var slots = gaps.Keys.Select((token, at) => (token, at)).ToDictionary(pair => pair.token, pair => pair.at);
        var likelihood = new double[slots.Count];
        for (var length = 0; length < Math.Min(TokenIndex.Depth, before.Length + 1); length++)
            MixOpen(likelihood, slots, before[^length..]);
        return [.. slots.Select(slot => (slot.Key, likelihood[slot.Value], gaps[slot.Key])).OrderByDescending(next => next.Item2).ThenBy(next => next.Key).Take(atMost)];
    }

    /// <summary>
    /// The name that plays the part here which another name plays elsewhere, where the code around went on with one that stood
    /// before: as of <c>if (x is null) throw new ArgumentNullException(nameof(</c> it is <c>x</c>. Null where that is not so
    /// of most places.
    /// </summary>
    /// <param name="before">The tokens before, as they are elsewhere.</param>
    /// <param name="here">The same, as they are here.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public (int Token, Gap Gap)? Part(ReadOnlySpan<int> before, ReadOnlySpan<int> here, CancellationToken cancellationToken)
    {
        const int Shortest = 3;
        const int Least = 2;
        for (var length = Math.Min(TokenIndex.Depth - 1, before.Length); length >= Shortest; length--)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var parts = new List<(int Back, Gap Gap)>();
            foreach (var scope in scopes.Where(scope => scope.Weight > 0))
                parts.AddRange(scope.Index.Parts(scope.Index.Find(before[^length..]), length, vocabulary.IsName).Take(MostOfContext));
            if (parts.Count < Least)
                continue;
            var likeliest = parts.CountBy(part => part).MaxBy(pair => pair.Value);
            return likeliest.Key.Back > 0 && likeliest.Value * 2 > parts.Count && NameBack(here, likeliest.Key.Back) is { } token ? (token, likeliest.Key.Gap) : null;
        }

        return null;
    }

    private int? NameBack(ReadOnlySpan<int> before, int back)
    {
        for (var at = before.Length - 1; at >= 0; at--)
        {
            if (vocabulary.IsName(before[at]) && --back == 0)
                return before[at];
        }

        return null;
    }

    private void MixOpen(double[] likelihood, Dictionary<int, int> slots, ReadOnlySpan<int> context)
    {
        var (counts, all, _) = Count(context, slots, likelihood.Length);
        if (all <= 0)
            return;
        var trust = all / (all + Doubt);
        for (var at = 0; at < counts.Length; at++)
            likelihood[at] = ((1 - trust) * likelihood[at]) + (trust * Math.Max(0, counts[at]) / all);
    }

    // What each token counts after a context, what the context itself counts, and whether it stands anywhere.
    private (double[] Counts, double All, bool IsKnown) Count(ReadOnlySpan<int> context, Dictionary<int, int> slots, int candidates)
    {
        var (counts, all, isKnown) = (new double[candidates], 0.0, false);
        foreach (var scope in scopes)
        {
            var places = scope.Index.Find(context);
            if (places.Low == places.High)
                continue;
            isKnown = true;
            // Nothing follows where a file ends, as the one at hand does at the caret.
            all += scope.Weight * (places.High - places.Low - scope.Index.CountOf(places, context.Length, Vocabulary.Boundary));
            scope.Index.AddCounts(places, context.Length, slots, scope.Weight, counts);
        }

        return (counts, all, isKnown);
    }

    private double[] Mixed(double[] likelihood, ReadOnlySpan<int> context, Dictionary<int, int> slots)
    {
        var (counts, _, isKnown) = Count(context, slots, likelihood.Length);
        var all = counts.Where(count => count > 0).Sum();
        if (!isKnown || all <= 0)
            return likelihood;
        var trust = all / (all + Doubt);
        return [.. likelihood.Zip(counts, (one, count) => ((1 - trust) * one) + (trust * Math.Max(0, count) / all))];
    }

    private static double[] Nearness(Dictionary<int, int> slots, int candidates, ReadOnlySpan<int> before)
    {
        var nearness = new double[candidates];
        for (var back = 1; back <= Math.Min(LookBack, before.Length); back++)
        {
            if (slots.TryGetValue(before[^back], out var candidate))
                nearness[candidate] += Math.Pow(0.5, back / NearTokens);
        }

        return nearness;
    }
}
