namespace Assistant.Core.Proposing.Models;

/// <summary>
/// Which of several answers that the verifier takes is shown. Each of three things orders them: how little is changed, how likely
/// the model found its own words, and how sure it is, asked, that this is what was wanted. The answer whose places add up to
/// the least is the best, of equals the one that came first. Places and not amounts are added, since nobody knows how many lines
/// are worth one bit. None of it lets anything pass: all of them have passed.
/// </summary>
internal static class Ranking
{
    /// <summary>The index of the best.</summary>
    /// <param name="answers">At least one.</param>
    public static int BestOf(IReadOnlyList<RankedAnswer> answers)
    {
        var places = answers.Select((_, index) => PlaceOf(index, answer => answer.Size) + PlaceOf(index, answer => -answer.Likelihood) + PlaceOf(index, answer => -answer.Sureness)).ToList();
        return places.IndexOf(places.Min());

        // How many are better. What is not known of all says nothing of any.
        int PlaceOf(int index, Func<RankedAnswer, double?> worse) => answers.All(answer => worse(answer) is not null) ? answers.Count(answer => worse(answer) < worse(answers[index])) : 0;
    }

    /// <summary>Lines that one text has and the other has not, however they are indented.</summary>
    public static int LinesBetween(string before, string after)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (text, sign) in new[] { (before, 1), (after, -1) })
        {
            foreach (var line in text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
                counts[line] = counts.GetValueOrDefault(line) + sign;
        }

        return counts.Values.Sum(Math.Abs);
    }

    /// <summary>How sure a model is whose answer to a question was to be yes or no, from 0 to 1; null where it said something else.</summary>
    /// <param name="text">What it said.</param>
    /// <param name="tokens">With which likelihood, where its server tells.</param>
    public static double? SurenessOf(string text, IReadOnlyList<TokenLikelihood> tokens)
    {
        if (tokens is not [var first, ..])
            return Is(text, "yes") ? 1 : Is(text, "no") ? 0 : null;
        var said = first.Likeliest.IsDefaultOrEmpty ? [(first.Text, first.Log)] : first.Likeliest;
        double Sum(string word) => said.Where(token => Is(token.Text, word)).Sum(token => Math.Exp(token.Log));
        var (yes, no) = (Sum("yes"), Sum("no"));
        return yes + no > 0 ? yes / (yes + no) : null;
    }

    private static bool Is(string text, string word) => text.Trim().TrimEnd('.', ',', '!').Equals(word, StringComparison.OrdinalIgnoreCase);
}
