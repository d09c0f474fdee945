using Assistant.Models;

namespace Assistant.Server.Models;

/// <summary>Times how long a model reads a prompt: from the question, or from when it has been loaded and is its turn, to its first word.</summary>
/// <param name="time">Clock.</param>
internal sealed class ReadingClock(TimeProvider time)
{
    private long began = time.GetTimestamp();

    /// <summary>How long it read; null while it still does.</summary>
    public double? Seconds { get; private set; }

    /// <summary>Takes note of what happens.</summary>
    public void Saw(ModelEvent happened)
    {
        if (happened is ModelEvent.Text)
            Seconds ??= time.GetElapsedTime(began).TotalSeconds;
        else if (happened is ModelEvent.Progress { Doing: var doing } && !doing.StartsWith("prompt", StringComparison.Ordinal))
            began = time.GetTimestamp();
    }
}
