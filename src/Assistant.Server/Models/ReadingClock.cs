using Assistant.Models;

namespace Assistant.Server.Models;

/// <summary>Times how long a model reads a prompt: from the question, or from when it has been loaded and is its turn, to its first word.</summary>
/// <param name="time">Clock.</param>
/// <param name="isHost">Whether it is the host's: a comment of another server may be a sign of life in the middle of reading.</param>
internal sealed class ReadingClock(TimeProvider time, bool isHost)
{
    private long began = time.GetTimestamp();

    /// <summary>How long it read; null while it still does.</summary>
    public double? Seconds { get; private set; }

    /// <summary>Takes note of what happens.</summary>
    public void Saw(ModelEvent happened)
    {
        if (happened is ModelEvent.Text)
            Seconds ??= time.GetElapsedTime(began).TotalSeconds;
        else if (isHost && happened is ModelEvent.Progress { Doing: var doing } && (doing == "waiting" || doing.StartsWith("loading", StringComparison.Ordinal)))
            began = time.GetTimestamp();
    }
}
