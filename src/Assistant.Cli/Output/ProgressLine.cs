using System.Globalization;

namespace Assistant.Cli.Output;

/// <summary>
/// Says what is being done, once it has taken half a second. On a terminal the line rewrites itself; elsewhere a step is
/// one line, and the places within a step are left out. What stands there for long says for how long.
/// </summary>
/// <remarks><see cref="gate"/> owns all fields.</remarks>
internal sealed class ProgressLine : IProgress<string>, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(5);
    private const int Width = 100;

    private readonly Lock gate = new();
#pragma warning disable CA2213 // The process' own stream, not ours to close.
    private readonly TextWriter writer;
#pragma warning restore CA2213
    private readonly bool rewrites;
    private readonly TimeProvider time;
    private readonly ITimer timer;
    private long since;
    private string current = "";
    private bool shown;
    private bool finished;

    public ProgressLine(TextWriter writer, bool rewrites, TimeProvider time)
    {
        this.writer = writer;
        this.rewrites = rewrites;
        this.time = time;
        timer = time.CreateTimer(_ => Show(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Progress within a step: shown where the line rewrites itself, and nowhere else.</summary>
    public IProgress<string> Places => rewrites ? this : Silent.Instance;

    public void Report(string value)
    {
        lock (gate)
        {
            if (finished || value == current)
                return;
            var isFirst = current.Length == 0;
            current = value;
            since = time.GetTimestamp();
            if (rewrites && shown)
                Write();
            else if (!rewrites || isFirst)
                // On a terminal what changes all the time is shown as well: it waits once.
                timer.Change(Patience, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Takes the line away, so that other text can be written; it comes back with the next report.</summary>
    public void Clear()
    {
        lock (gate)
        {
            timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            if (rewrites && shown)
                writer.Write("\r\u001b[K");
            shown = false;
            current = "";
        }
    }

    public void Dispose()
    {
        Clear();
        lock (gate)
            finished = true;
        timer.Dispose();
    }

    private void Show()
    {
        lock (gate)
        {
            if (finished || current.Length == 0)
                return;
            Write();
            if (rewrites)
                timer.Change(Second, Timeout.InfiniteTimeSpan);
        }
    }

    private void Write()
    {
        var elapsed = time.GetElapsedTime(since);
        var suffix = rewrites && elapsed >= Long ? string.Create(CultureInfo.InvariantCulture, $", {elapsed.TotalSeconds:0} s") : "";
        var text = VisibleText.Of(current);
        if (text.Length + suffix.Length > Width)
            text = text[..(Width - suffix.Length - 1)] + "…";
        text += suffix;
        if (rewrites)
            writer.Write($"\r\u001b[K{text}");
        else
            writer.WriteLine(text);
        shown = true;
    }

    private sealed class Silent : IProgress<string>
    {
        public static readonly Silent Instance = new();

        public void Report(string value)
        {
            // Nobody is looking.
        }
    }
}
