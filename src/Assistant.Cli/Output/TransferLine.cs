using System.Globalization;
using Assistant.Models.Pull;

namespace Assistant.Cli.Output;

/// <summary>
/// How far many gigabytes are: on a terminal a line that rewrites itself some times a second, elsewhere a line for each tenth.
/// </summary>
/// <param name="streams">Where it is shown.</param>
/// <param name="what">What is moved.</param>
/// <param name="time">Measures the rate.</param>
internal sealed class TransferLine(StandardStreams streams, string what, TimeProvider time) : IProgress<PullProgress>, IProgress<long>, IDisposable
{
    private static readonly TimeSpan Often = TimeSpan.FromMilliseconds(200);

    // Long enough for a rate that does not jump.
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(10);

    private readonly ProgressLine line = streams.StartProgress(time);
    private readonly Queue<(long At, long Done)> marks = [];
    private string doing = "";
    private long shown;
    private long tenth = -1;

    /// <summary>Bytes in all, where a report does not say.</summary>
    public long Total { get; init; }

    public void Report(long value) => Report(new PullProgress("computing the SHA-256", value, Total));

    public void Report(PullProgress value)
    {
        var now = time.GetTimestamp();
        if (value.Doing != doing)
        {
            doing = value.Doing;
            marks.Clear();
            tenth = -1;
            if (!StandardStreams.RewritesProgress && value.Total == 0)
                streams.Note($"{what}: {doing}");
        }
        else if (time.GetElapsedTime(shown, now) < Often && value.Done < value.Total)
        {
            return;
        }

        shown = now;
        marks.Enqueue((now, value.Done));
        while (marks.Count > 2 && time.GetElapsedTime(marks.Peek().At, now) > Window)
            marks.Dequeue();
        if (StandardStreams.RewritesProgress)
        {
            line.Report(Words(value, now));
            return;
        }

        var part = value.Total == 0 ? -1 : value.Done * 10 / value.Total;
        if (part == tenth)
            return;
        tenth = part;
        streams.Note(Words(value, now));
    }

    public void Dispose() => line.Dispose();

    private string Words(PullProgress value, long now)
    {
        if (value.Total == 0)
            return $"{what}: {value.Doing}";
        var (at, done) = marks.Peek();
        var seconds = time.GetElapsedTime(at, now).TotalSeconds;
        var rate = seconds > 0 ? (value.Done - done) / seconds : 0;
        var rest = rate > 0 ? TimeSpan.FromSeconds((value.Total - value.Done) / rate) : TimeSpan.Zero;
        var speed = rate > 0 ? $", {ByteText.Of((long)rate)}/s, {Words(rest)} left" : "";
        return string.Create(CultureInfo.InvariantCulture, $"{what}: {value.Done * 100 / value.Total}% of {ByteText.Of(value.Total)}{speed}, {value.Doing}");
    }

    private static string Words(TimeSpan rest) => rest.TotalMinutes < 1.5
        ? string.Create(CultureInfo.InvariantCulture, $"{rest.TotalSeconds:0} s")
        : string.Create(CultureInfo.InvariantCulture, $"{rest.TotalMinutes:0} min");
}
