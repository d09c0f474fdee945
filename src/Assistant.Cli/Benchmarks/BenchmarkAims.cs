namespace Assistant.Cli.Benchmarks;

/// <summary>What is aimed at, by size; nothing fails when it is missed.</summary>
/// <param name="Body">The median verdict on a change of a body.</param>
/// <param name="Declaration">The median verdict on a declaration nobody else can see.</param>
/// <param name="TopItem">A completion while typing, judged, 95th percentile.</param>
/// <param name="Megabytes">Memory in use when everything has been prepared, and later.</param>
internal sealed record BenchmarkAims(TimeSpan Body, TimeSpan Declaration, TimeSpan TopItem, int Megabytes)
{
    /// <summary>How many times faster than <c>csc</c> a verdict on a body is to be.</summary>
    public const double TimesFaster = 20;

    /// <summary>The time until the first verdict with a warm cache, as a part of that with a cold one.</summary>
    public const double SecondOpening = 0.60;

    /// <summary>From the start of the server to its answer to <c>initialize</c>.</summary>
    public static readonly TimeSpan Initialize = TimeSpan.FromMilliseconds(400);

    /// <summary>A request for code actions that have been found, 95th percentile.</summary>
    public static readonly TimeSpan Listing = TimeSpan.FromMilliseconds(30);

    /// <summary>How long after the pause in typing a verified fix is to be there, in <see cref="FixesInTime"/> of the cases.</summary>
    public static readonly TimeSpan FixTime = TimeSpan.FromSeconds(1);

    /// <summary>The part of fixes that are there in <see cref="FixTime"/>.</summary>
    public const double FixesInTime = 0.90;

    /// <summary>The round trip of a request for which nothing is computed.</summary>
    public static readonly TimeSpan RoundTrip = TimeSpan.FromMilliseconds(3);

    /// <summary>A storm of changes, until all requests in it are answered.</summary>
    public static readonly TimeSpan Storm = TimeSpan.FromSeconds(2);

    /// <summary>What memory may be more after a storm than before it, as a part of that.</summary>
    public const double StormGrowth = 0.10;

    /// <summary>Time on processors while nothing is asked, as a part of the time that goes by.</summary>
    public const double Idle = 0.01;

    /// <summary>Counting the code of a solution of <see cref="LargeLines"/>.</summary>
    public static readonly TimeSpan Indexing = TimeSpan.FromSeconds(5);

    /// <summary>What those counts take.</summary>
    public const int IndexMegabytes = 60;

    /// <summary>The part of names that are among those offered.</summary>
    public const double Legal = 0.99;

    /// <summary>The part of members that are offered first.</summary>
    public const double FirstMember = 0.60;

    /// <summary>The part of members among the first five.</summary>
    public const double MemberInFive = 0.90;

    /// <summary>The names of a caret in their order.</summary>
    public static readonly TimeSpan Ranking = TimeSpan.FromMilliseconds(8);

    /// <summary>From the cancelling of a completion until it has ended, 95th percentile.</summary>
    public static readonly TimeSpan Cancelling = TimeSpan.FromMilliseconds(20);

    private const int SmallLines = 15_000;
    private const int LargeLines = 90_000;

    private static readonly BenchmarkAims Small = new(TimeSpan.FromMilliseconds(45), TimeSpan.FromSeconds(2), TimeSpan.FromMilliseconds(60), 250);
    private static readonly BenchmarkAims Large = new(TimeSpan.FromMilliseconds(140), TimeSpan.FromSeconds(2), TimeSpan.FromMilliseconds(150), 450);

    /// <summary>The aims at a size: those of the two sizes they were set for, and in between in proportion.</summary>
    public static BenchmarkAims For(int lines)
    {
        var part = Math.Clamp((double)(lines - SmallLines) / (LargeLines - SmallLines), 0, 1);
        // A copy more or less than the round number is that size.
        part = part < 0.1 ? 0 : part > 0.9 ? 1 : part;
        return new BenchmarkAims(
            Small.Body + ((Large.Body - Small.Body) * part),
            Large.Declaration,
            Small.TopItem + ((Large.TopItem - Small.TopItem) * part),
            (int)(Small.Megabytes + ((Large.Megabytes - Small.Megabytes) * part)));
    }
}
