using System.Globalization;
using Assistant.Platform;

namespace Assistant.Models;

/// <summary>Why the host died, in words for its user that say what to do.</summary>
public static class HostDeath
{
    private const int Aborted = 134;
    private const int Killed = 137;
    private const int SegmentationFault = 139;
    private const int BusError = 135;

    /// <summary>Below this a context is of no use.</summary>
    private const int SmallestContext = 512;

    /// <summary>The words.</summary>
    /// <param name="code">Its exit code, a signal's number with 128 added; null when another process started it.</param>
    /// <param name="said">The end of what it wrote to standard error.</param>
    /// <param name="note">What it was doing; null when it did not get so far.</param>
    public static string Words(int? code, string said, HostNote? note)
    {
        var model = note is { Model: { Length: > 0 } path } ? Path.GetFileName(path) : "a model";
        var what = note?.Doing == HostDoing.Adapting ? "adapter" : "model";
        if (note is { Doing: HostDoing.Serving, Detail.Length: > 0 })
            model += $" with the adapter {Path.GetFileName(note.Detail)}";
        if (note is { Model.Length: > 0 } && FileStamp.Of(note.Model) is var now && now != note.Stamp)
            return now is null ? $"the {what} file {note.Model} was deleted while it was in use" : $"the {what} file {note.Model} changed while it was in use";
        // Without its exit code, or killed: where memory is taken, the system has ended it for want of memory.
        if (code is null or Killed && note?.Doing is HostDoing.MakingContext or HostDoing.Adapting && int.TryParse(note.Detail, NumberStyles.None, CultureInfo.InvariantCulture, out var tokens))
            return string.Create(CultureInfo.InvariantCulture, $"out of memory at context {tokens}: try {Math.Max(SmallestContext, tokens / 4)} (assistant host --context)");
        if (code is null or Killed && note?.Doing == HostDoing.Loading)
            return string.Create(CultureInfo.InvariantCulture, $"out of memory while loading {model} of {note.Stamp.Length / 1e9:F1} GB: take a smaller model");
        if (note?.Doing == HostDoing.Aborting)
            return note.Detail.StartsWith("internal error", StringComparison.Ordinal) ? note.Detail : $"llama.cpp gave up: {note.Detail}";
        if (code is null or 0 && note?.Doing == HostDoing.Ended)
            return "it was told to end, or nobody had asked it for some minutes";
        return code switch
        {
            null => "it was ended from outside",
            0 => "it was told to end",
            Killed => $"it was killed, or {model} ran out of memory",
            Aborted or SegmentationFault or BusError => $"llama.cpp failed with {model}",
            _ when said.Length > 0 => said.Split('\n')[^1].Replace("assistant: ", "", StringComparison.Ordinal).Trim(),
            _ => string.Create(CultureInfo.InvariantCulture, $"it ended with code {code}"),
        };
    }
}
