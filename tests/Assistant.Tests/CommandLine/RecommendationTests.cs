using System.Text.Json;
using Assistant.Cli.Output;
using Assistant.Models.Advice;
using Assistant.Models.Catalog;
using Assistant.Models.Machine;
using Assistant.Tests.Kit;
using Spectre.Console;
using Xunit;

namespace Assistant.Tests.CommandLine;

/// <summary>
/// What is recommended for machines that are made up, as the page says it: in <c>Recommendations</c>, with a catalog of the test's
/// own (<c>catalog.json</c>). Set ASSISTANT_GOLDENS=write to replace them, and read what has changed.
/// </summary>
public sealed class RecommendationTests
{
    // Two cores of a server of 2023, weight for weight: one token, four, 32, 128 and 600.
    private static readonly LayerSpeed Dense = new([new(1, 25e-12), new(4, 60e-12), new(32, 330e-12), new(128, 1080e-12), new(600, 5300e-12)]);
    private static readonly LayerSpeed DenseAsStored = new([new(1, 30e-12), new(4, 120e-12), new(32, 700e-12), new(128, 2600e-12), new(600, 12000e-12)]);
    private static readonly LayerSpeed Mixture = new([new(1, 30e-12), new(4, 110e-12), new(32, 750e-12), new(128, 2300e-12), new(600, 10700e-12)]);
    private static readonly MachineSpeed Measured = new(
        new ModeSpeed(0.0005, 30e-12, Dense, Mixture), new ModeSpeed(0.0005, 30e-12, DenseAsStored, Mixture), IsMeasured: true, Others: 0);

    // Name, cores, memory, free memory, bandwidth, how much faster than the two cores; 0 for what is only estimated.
    private static readonly Dictionary<string, (MachineFacts Machine, double Faster)> Machines = new(StringComparer.Ordinal)
    {
        ["4-gb-netbook"] = (new("Intel N100", 4, 4, 4_000_000_000, 2_000_000_000, 15e9, [], false), 0.5),
        ["8-gb-laptop"] = (new("Intel Core i5-8250U", 4, 4, 8_200_000_000, 4_000_000_000, 20e9, [], false), 0.7),
        ["16-gb-laptop"] = (new("AMD Ryzen 5 5600U", 6, 5, 16_500_000_000, 9_000_000_000, 35e9, [], false), 1.2),
        ["16-gb-estimated"] = (new("AMD Ryzen 5 5600U", 6, 6, 16_500_000_000, 3_000_000_000, 35e9, [], false), 0),
        ["16-gb-unknown-card"] = (new("Intel Core i7-12700H", 6, 6, 16_500_000_000, 9_000_000_000, 45e9, [new("NVIDIA GeForce RTX 4070 Laptop GPU", GraphicsMaker.Nvidia, 8_585_740_288)], false), 2),
        ["32-gb-desktop"] = (new("AMD Ryzen 7 7700", 8, 8, 33_000_000_000, 25_000_000_000, 55e9, [], false), 4),
        ["32-gb-mac"] = (new("Apple M2 Pro", 10, 10, 34_000_000_000, 20_000_000_000, 150e9, [], true), 10),
        ["64-gb-with-24-gb-card"] = (new("AMD Ryzen 9 7950X", 16, 16, 66_000_000_000, 50_000_000_000, 60e9, [new("NVIDIA GeForce RTX 4090", GraphicsMaker.Nvidia, 25_757_220_864)], false), 8),
    };

    public static TheoryData<string> Names => [.. Machines.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_machine_is_told_what_fits_it_and_why(string name)
    {
        var page = Page(Recommend(name, "Small-4B Q4_K_M"), "measured by the test");
        var path = Path.Combine(Folder, name + ".txt");
        if (Environment.GetEnvironmentVariable("ASSISTANT_GOLDENS") == "write")
            await File.WriteAllTextAsync(path, page);
        Assert.Equal(await File.ReadAllTextAsync(path), page);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void What_is_recommended_fits_is_pleasant_and_may_be_used(string name)
    {
        var recommendation = Recommend(name);
        Assert.All(recommendation.Slots, slot =>
        {
            if (slot.Chosen is not { } chosen)
                return;
            Assert.True(chosen.Model.IsFree);
            Assert.Contains(slot.Slot, chosen.Model.Slots);
            Assert.Null(Pleasantness.Complaint(slot.Slot, chosen.Prediction));
            Assert.True(chosen.Need <= (chosen.IsOnCard ? recommendation.Machine.ForModelsOnCard : recommendation.Machine.ForModels));
        });
        Assert.All(recommendation.Slots.SelectMany(slot => slot.OnRequest.Select(one => (slot.Slot, one))), request => Assert.NotNull(Pleasantness.Complaint(request.Slot, request.one.Fit.Prediction)));
    }

    [Fact]
    public void Without_a_catalog_there_is_the_machine_alone()
    {
        var machine = Machines["8-gb-laptop"].Machine;
        var recommendation = new Adviser(machine, Measured, (_, _) => false).Recommend(ModelCatalog.Read(new MemoryStream("[]"u8.ToArray())));
        Assert.DoesNotContain("small edits", Page(recommendation, "measured by the test"), StringComparison.Ordinal);
        Assert.All(recommendation.Slots, slot => Assert.Equal("the catalog has no model for it", slot.Why));
    }

    [Fact]
    public void A_program_reads_the_same_as_a_person()
    {
        var recommendation = Recommend("16-gb-laptop");
        using var json = JsonDocument.Parse(JsonSerializer.Serialize(RecommendationJson.Of(recommendation, "measured by the test"), RecommendationContext.Readable.RecommendationJson));
        var root = json.RootElement;
        Assert.Equal(10_500_000_000, root.GetProperty("machine").GetProperty("memoryForModelsBytes").GetInt64());
        Assert.True(root.GetProperty("speed").GetProperty("measured").GetBoolean());
        var small = root.GetProperty("slots")[0];
        Assert.Equal("small", small.GetProperty("slot").GetString());
        Assert.Equal(recommendation.Slots[0].Chosen!.Model.Name, small.GetProperty("chosen").GetProperty("model").GetString());
        Assert.Equal(Math.Round(recommendation.Slots[0].Chosen!.Prediction!.Rate, 1), small.GetProperty("chosen").GetProperty("prediction").GetProperty("tokensPerSecond").GetDouble());
        Assert.Equal(recommendation.Chosen.Select(fit => fit.PullName), root.GetProperty("pull").EnumerateArray().Select(name => name.GetString()));
    }

    private static string Folder => Path.Combine(Repository.Root, "tests", "Assistant.Tests", "CommandLine", "Recommendations");

    private static Recommendation Recommend(string name, string here = "")
    {
        var (machine, faster) = Machines[name];
        using var catalog = File.OpenRead(Path.Combine(Folder, "catalog.json"));
        var speed = faster == 0 ? MachineSpeed.Estimate(machine) : new MachineSpeed(Faster(Measured.Repacked, faster), Faster(Measured.AsStored, faster), IsMeasured: true, Others: 0);
        return new Adviser(machine, speed, (model, file) => $"{model.Title} {file.Quantization}" == here).Recommend(ModelCatalog.Read(catalog));
    }

    private static ModeSpeed Faster(ModeSpeed mode, double times) => new(mode.TokenSeconds / times, mode.OutputSecondsPerWeight / times, Faster(mode.Dense, times), Faster(mode.Mixture, times));

    private static LayerSpeed Faster(LayerSpeed layers, double times) => new([.. layers.Steps.Select(step => step with { SecondsPerWeight = step.SecondsPerWeight / times })]);

    private static string Page(Recommendation recommendation, string remark)
    {
        using var writer = new StringWriter { NewLine = "\n" };
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(writer),
        });
        console.Profile.Width = int.MaxValue;
        new RecommendationText(console, width: null).Show(recommendation, remark);
        // A table pads its last column, and editors take that away from goldens.
        return string.Join('\n', writer.ToString().ReplaceLineEndings("\n").Split('\n').Select(line => line.TrimEnd()));
    }
}
