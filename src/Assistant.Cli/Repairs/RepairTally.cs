namespace Assistant.Cli.Repairs;

/// <summary>What became of faults of one kind.</summary>
/// <param name="kind">The kind's name.</param>
internal sealed class RepairTally(string kind)
{
    private readonly int[] endings = new int[Enum.GetValues<FaultEnding>().Length];

    /// <summary>The head of the table, in the order of <see cref="Cells"/>.</summary>
    public static IReadOnlyList<string> Heads { get; } = ["injected", "repaired", .. Enum.GetValues<FaultEnding>().Select(Word), "worse"];

    public string Kind { get; } = kind;

    /// <summary>Rounds after which there were more errors than the faults had brought.</summary>
    public int Worse { get; private set; }

    /// <summary>Faults the compiler reported.</summary>
    public int Injected => endings.Sum();

    /// <summary>Exactly or otherwise, and in either case without a new warning.</summary>
    public int Repaired => Of(FaultEnding.Exactly) + Of(FaultEnding.Otherwise);

    public IReadOnlyList<int> Cells => [Injected, Repaired, .. endings, Worse];

    public static RepairTally Sum(IEnumerable<RepairTally> tallies)
    {
        var sum = new RepairTally("sum");
        foreach (var tally in tallies)
        {
            foreach (var ending in Enum.GetValues<FaultEnding>())
                sum.endings[(int)ending] += tally.Of(ending);
            sum.Worse += tally.Worse;
        }

        return sum;
    }

    public static string Word(FaultEnding ending) => ending switch
    {
        FaultEnding.Exactly => "exactly",
        FaultEnding.Otherwise => "otherwise",
        FaultEnding.Warned => "warned",
        FaultEnding.Tied => "ambiguous",
        _ => "left",
    };

    public int Of(FaultEnding ending) => endings[(int)ending];

    public void Count(FaultEnding ending) => endings[(int)ending]++;

    public void CountWorse() => Worse++;
}
