using System.Globalization;

namespace Assistant.Platform;

/// <summary>
/// What the model host does right now, in a file beside its socket: when it dies, neither <c>catch</c> nor <c>finally</c>
/// runs in it, and whoever finds it dead reads here why.
/// </summary>
/// <param name="ProcessId">Its process.</param>
/// <param name="Doing">What it does.</param>
/// <param name="Detail">The number of tokens of the context, the reason why it aborts, the adapter of the model it serves, or nothing.</param>
/// <param name="Model">The model file, or nothing.</param>
/// <param name="Stamp">The model file's stamp when it was loaded.</param>
public sealed record HostNote(int ProcessId, HostDoing Doing, string Detail, string Model, FileStamp Stamp)
{
    /// <summary>Writes it, in one piece; a failure leaves what stood there.</summary>
    public void Write(string path)
    {
        try
        {
            Files.WriteOwnWhole(path, stream =>
            {
                using var writer = new StreamWriter(stream);
                foreach (var line in new[] { ProcessId.ToString(CultureInfo.InvariantCulture), Doing.ToString(), Detail, Model, Stamp.Length.ToString(CultureInfo.InvariantCulture), Stamp.WrittenTicks.ToString(CultureInfo.InvariantCulture) })
                    writer.WriteLine(line.ReplaceLineEndings(" "));
            });
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // The host works without it.
        }
    }

    /// <summary>What stands at the path; null when there is nothing that can be read.</summary>
    public static HostNote? Read(string path)
    {
        try
        {
            return Files.ReadAllLines(path) is [var process, var doing, var detail, var model, var length, var written, ..]
                && int.TryParse(process, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
                && Enum.TryParse<HostDoing>(doing, out var known)
                && long.TryParse(length, NumberStyles.None, CultureInfo.InvariantCulture, out var bytes)
                && long.TryParse(written, NumberStyles.None, CultureInfo.InvariantCulture, out var ticks)
                ? new HostNote(id, known, detail, model, new FileStamp(bytes, ticks))
                : null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
