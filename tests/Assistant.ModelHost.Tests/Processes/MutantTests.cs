using System.Globalization;
using Assistant.Models;
using Assistant.ModelHost.Gguf;
using Assistant.ModelHost.Tests.Endpoint;
using Assistant.ModelHost.Tests.Gguf;
using Xunit;
using Xunit.Abstractions;

namespace Assistant.ModelHost.Tests.Processes;

/// <summary>
/// T10's harder oracle: what the check of a model file lets pass does not kill the process. Mutants of the tiny models that
/// are let pass are asked for one answer each, 300 of them or 5,000: each gives one, or an error, and the host is the same one
/// in the end.
/// </summary>
[Collection(AloneCollection.Name)]
[Trait("Speed", "Slow")]
public sealed class MutantTests(ITestOutputHelper output)
{
    private const int HeaderBytes = 24_000;

    private static readonly uint[] Telling = [0, 1, 2, 3, 7, 8, 16, 31, 33, 64, 127, 128, 255, 256, 1000, 4095, 65_535, 1 << 20, int.MaxValue, 1u << 31, uint.MaxValue];

    [Fact]
    public async Task A_model_that_passes_the_check_does_not_kill_the_host()
    {
        var seed = int.Parse(Environment.GetEnvironmentVariable("ASSISTANT_SEED") ?? "20260917", CultureInfo.InvariantCulture);
        var random = new Random(seed);
        var wanted = Gguf.Models.FullCounts ? 5_000 : 300;
        using var place = new HostPlace();
        using var supervisor = new HostSupervisor(place.Launch("--forget", "--context", "512"), TimeProvider.System);
        await supervisor.EnsureAsync(CancellationToken.None);
        await place.AnnouncedAsync();
        var host = place.HostId;
        byte[][] models = [Gguf.Models.Dense, Gguf.Models.Experts, Gguf.Models.Hybrid];
        var (made, answered) = (0, 0);
        for (var asked = 0; asked < wanted; made++)
        {
            var (mutant, what) = Mutate(models[made % 3], random);
            if (!Passes(mutant))
                continue;
            var path = Path.Combine(place.Models, $"m{asked}.gguf");
            await File.WriteAllBytesAsync(path, mutant);
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
            var (_, ended, failure) = await Asking.ReadAsync(supervisor.AskAsync(new ModelQuery($"m{asked}") { Prompt = "var total = orders.", MaxTokens = 8, Temperature = 1, Seed = 1 }, limit.Token));
            Assert.True(
                OtherIsSame(place, host) && (ended is not null || failure is not null),
                $"seed {seed}, mutant {made} ({what}): {failure?.Message}; kept as {Kept(path)}");
            answered += ended is null ? 0 : 1;
            File.Delete(path);
            asked++;
        }

        output.WriteLine($"seed {seed}: {made} mutants, {wanted} passed the check, {answered} answered, {wanted - answered} gave an error");
        // The detector works: whole models are among them.
        Assert.InRange(answered, wanted / 10, wanted);
    }

    private static bool OtherIsSame(HostPlace place, int host) => place.Processes is [var only] && only == host && place.HostId == host;

    private static string Kept(string path)
    {
        var kept = Path.Combine(Path.GetTempPath(), "assistant-mutant.gguf");
        File.Copy(path, kept, overwrite: true);
        return kept;
    }

    private static (byte[] Mutant, string What) Mutate(byte[] model, Random random)
    {
        if (random.Next(2) == 0)
        {
            var mutant = (byte[])model.Clone();
            var bit = random.Next(HeaderBytes * 8);
            mutant[bit / 8] ^= (byte)(1 << (bit % 8));
            return (mutant, $"bit {bit}");
        }

        var parts = GgufParts.Of(model);
        var numbers = parts.Keys.Where(key => key.Value.Length is 1 or 4).ToList();
        var key = numbers[random.Next(numbers.Count)];
        var value = Telling[random.Next(Telling.Length)];
        parts.Set(key with { Value = key.Value.Length == 1 ? [(byte)value] : BitConverter.GetBytes(value) });
        return (parts.ToBytes(), $"{key.Name} = {value}");
    }

    private static bool Passes(byte[] mutant)
    {
        try
        {
            return GgufFile.Read(new MemoryStream(mutant, writable: false), mutant.Length) is not null;
        }
        catch (GgufRejectedException)
        {
            return false;
        }
    }
}
