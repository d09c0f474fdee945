using System.Globalization;

namespace Assistant.Cli.Benchmarks;

/// <summary>How long something took, several times.</summary>
internal sealed class Timings(TimeProvider time)
{
    private readonly List<TimeSpan> taken = [];

    public int Count => taken.Count;

    /// <summary>Each time, in the order in which they were taken.</summary>
    public IReadOnlyList<TimeSpan> InOrder => taken;

    public TimeSpan Median => At(0.5);

    public TimeSpan P95 => At(0.95);

    /// <summary>Does something and notes how long it took.</summary>
    public async Task<T> OfAsync<T>(Func<Task<T>> work)
    {
        var started = time.GetTimestamp();
        var result = await work();
        taken.Add(time.GetElapsedTime(started));
        return result;
    }

    public void Add(TimeSpan one) => taken.Add(one);

    /// <summary>A time as the table shows it.</summary>
    public static string Text(TimeSpan span) => span.TotalSeconds < 10
        ? $"{span.TotalMilliseconds.ToString("0", CultureInfo.InvariantCulture)} ms"
        : $"{span.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture)} s";

    private TimeSpan At(double part)
    {
        var ordered = taken.Order().ToList();
        return ordered.Count == 0 ? TimeSpan.Zero : ordered[Math.Min(ordered.Count - 1, (int)(ordered.Count * part))];
    }
}
