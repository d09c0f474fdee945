using System.Text.Json;
using Assistant.Platform;

namespace Assistant.Models.Machine;

/// <summary>
/// How many tokens of a prompt models read in a second, learned from each answer and kept for the next run. Whatever else goes on
/// only makes a model look slower, so a faster time is believed at once and a slower one by and by.
/// </summary>
/// <param name="folder">The user's folder of what can be made again; null keeps nothing.</param>
public sealed class PromptRates(string? folder)
{
    private const string Name = "prompt-rates.json";

    // Of a slower time, so much counts.
    private const double Share = 0.25;

    // What is nearer than this to what is kept is not written again.
    private const double Difference = 0.05;

    private readonly Lock gate = new();
    private Dictionary<string, double>? rates;

    /// <summary>Tokens in a second; null where the model was never timed.</summary>
    /// <param name="model">Which model, and where.</param>
    public double? Of(string model)
    {
        lock (gate)
            return Known().TryGetValue(model, out var rate) ? rate : null;
    }

    /// <summary>Takes a time into account. Where the file cannot be written it is known for this run only.</summary>
    /// <param name="model">Which model, and where.</param>
    /// <param name="rate">Tokens in a second, more than 0.</param>
    public void Learn(string model, double rate)
    {
        lock (gate)
        {
            var known = Known();
            var before = known.TryGetValue(model, out var kept) ? kept : 0;
            var after = rate >= before ? rate : before + (Share * (rate - before));
            known[model] = after;
            if (folder is not null && Math.Abs(after - before) > Difference * before)
                Write(known);
        }
    }

    private Dictionary<string, double> Known() => rates ??= folder is null ? [] : Read(Path.Combine(folder, Name));

    private static Dictionary<string, double> Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize(Files.ReadAllBytes(path), SpeedJson.Default.DictionaryStringDouble) is { } read && read.Values.All(rate => rate > 0 && double.IsFinite(rate)) ? read : [];
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or JsonException)
        {
            return [];
        }
    }

    private void Write(Dictionary<string, double> known)
    {
        try
        {
            Files.CreatePrivateFolder(folder!);
            Files.WriteOwnWhole(Path.Combine(folder!, Name), stream => JsonSerializer.Serialize(stream, known, SpeedJson.Default.DictionaryStringDouble));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
        }
    }
}
