namespace Assistant.Cli.Exactness;

/// <summary>Why a change that was drawn does not count, in the order of a change's way: drawn, judged, put to the reference, compared.</summary>
internal enum Omission
{
    /// <summary>No file has a place for the kind.</summary>
    NoPlace,

    /// <summary>The verifier says neither yes nor no.</summary>
    NotJudged,

    /// <summary>A run sought changes that are decided otherwise.</summary>
    PassedOver,

    /// <summary>The compiler cannot be asked about it.</summary>
    NotAsked,

    /// <summary>One side could not have said what the other did.</summary>
    NotComparable,
}

/// <summary>What a run drew and did not count, by why: an agreement says little where much was left out.</summary>
internal sealed class LeftOut
{
    private readonly Dictionary<(Omission Why, string Reason), int> counts = [];

    public void Add(Omission why, string reason) => counts[(why, reason)] = counts.GetValueOrDefault((why, reason)) + 1;

    /// <summary>How many there are of one class.</summary>
    public int Count(Omission why) => counts.Where(pair => pair.Key.Why == why).Sum(pair => pair.Value);

    /// <summary>The reasons of one class, the most frequent first.</summary>
    public IEnumerable<(string Reason, int Count)> Of(Omission why) => counts
        .Where(pair => pair.Key.Why == why)
        .Select(pair => (pair.Key.Reason, pair.Value))
        .OrderByDescending(pair => pair.Value)
        .ThenBy(pair => pair.Reason, StringComparer.Ordinal);
}
