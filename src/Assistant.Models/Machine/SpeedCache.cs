using System.Text.Json;
using Assistant.Platform;

namespace Assistant.Models.Machine;

/// <summary>What was measured of this machine, kept for as long as machine, engine and program are the same.</summary>
/// <param name="folder">The user's folder of what can be made again.</param>
public sealed class SpeedCache(string folder)
{
    private const string Name = "speed.json";

    /// <summary>What a measurement is good for.</summary>
    /// <param name="machine">The machine.</param>
    /// <param name="engine">What computes, with its version.</param>
    /// <param name="program">This program's version.</param>
    public static string KeyOf(MachineFacts machine, string engine, string program) => $"{machine.Processor}|{machine.Cores}|{engine}|{program}";

    /// <summary>What is kept for a key, with the time of its measurement; null when there is nothing.</summary>
    public (MachineSpeed Speed, DateTime MeasuredUtc)? Read(string key)
    {
        var path = Path.Combine(folder, Name);
        try
        {
            return JsonSerializer.Deserialize(Files.ReadAllBytes(path), SpeedJson.Default.KeptSpeed) is { } kept && kept.Key == key
                ? (kept.Speed, Files.LastWriteTimeUtc(path))
                : null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Keeps what was measured.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Write(string key, MachineSpeed speed)
    {
        Files.CreatePrivateFolder(folder);
        Files.WriteOwnWhole(Path.Combine(folder, Name), stream => JsonSerializer.Serialize(stream, new KeptSpeed(key, speed), SpeedJson.Default.KeptSpeed));
    }
}
