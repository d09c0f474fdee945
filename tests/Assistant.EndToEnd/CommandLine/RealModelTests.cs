using System.Text.Json;
using Assistant.Platform;
using Assistant.RandomModels;
using Xunit;

namespace Assistant.EndToEnd.CommandLine;

public sealed class RealModels : IAsyncLifetime
{
    internal const string Broken = "public static class One\n{\n    public static int Next(int number)\n    {\n        return Fooo.Barr(number);\n    }\n}\n";
    internal const string Repaired = "public static class One\n{\n    public static int Next(int number)\n    {\n        return System.Math.Abs(number);\n    }\n}\n";

    // A tiny vocabulary cuts code into three times as many tokens as a real one, and so takes more room.
    private static readonly ModelShape Small = ModelShapes.TinyQwen3 with { ContextLength = 8192 };
    private static readonly ModelShape Large = ModelShapes.TinyQwen3Moe with { ContextLength = 8192 };
    private static readonly ModelShape Right = Small with { Name = "right", Says = "```csharp\npublic static int Next(int number)\n{\n    return System.Math.Abs(number);\n}\n```" };
    private static readonly ModelShape Wrong = Small with { Name = "wrong", Says = "```csharp\npublic static int Next(int number)\n{\n    return System.Math.Absolute(number);\n}\n```" };

    internal Folder Folder { get; private set; } = null!;

    internal Cli Cli { get; private set; } = null!;

    internal string Adapter => Folder.At("../../lora.gguf");

    internal string Note => Folder.At("../../run/assistant/host.note");

    public async Task InitializeAsync()
    {
        Folder = await CommandLine.Broken.OpenAsync(("One.cs", Broken));
        Cli = new Cli(Folder)
        {
            Variables = { ["NO_COLOR"] = "1", ["XDG_DATA_HOME"] = Folder.At("../../data"), ["XDG_RUNTIME_DIR"] = Folder.At("../../run"), ["DOTNET_EnableDiagnostics"] = "0" },
        };
        var models = Folder.At("../../data/assistant/models");
        Directory.CreateDirectory(models);
        foreach (var shape in new[] { Small, Large, Right, Wrong })
        {
            RandomModel.Write(shape, Path.Combine(models, shape.Name + ".gguf"));
            (await Cli.RunAsync("models", "pin", shape.Name)).Expect(0);
        }

        RandomAdapter.Write(Small, Adapter);
        Directory.CreateDirectory(Folder.UserFolders.Config);
    }

    public async Task DisposeAsync()
    {
        await EndHostAsync();
        Folder.Dispose();
    }

    /// <summary>All processes that were started with something of the test's folders.</summary>
    internal List<int> Processes() =>
    [
        .. Directory.GetDirectories("/proc").Where(process => int.TryParse(Path.GetFileName(process), out _) && CommandLineOf(process).Contains(Path.GetDirectoryName(Adapter)!, StringComparison.Ordinal))
            .Select(process => int.Parse(Path.GetFileName(process), System.Globalization.CultureInfo.InvariantCulture)),
    ];

    /// <summary>Tells the host to end, which would go on for minutes, and waits until nothing runs.</summary>
    internal async Task EndHostAsync()
    {
        if (HostNote.Read(Note) is { } note && Processes().Contains(note.ProcessId))
        {
            using var kill = System.Diagnostics.Process.Start("kill", [note.ProcessId.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
            await kill.WaitForExitAsync();
        }

        for (var waited = 0; Processes().Count > 0; waited++)
        {
            Assert.True(waited < 400, "processes are left");
            await Task.Delay(50);
        }
    }

    private static string CommandLineOf(string process)
    {
        try
        {
            return File.ReadAllText(process + "/cmdline");
        }
        catch (IOException)
        {
            // It has ended.
            return "";
        }
    }
}

/// <summary>
/// The whole way with nothing made up: the command starts the real host, which computes with the real library. Two of the models have
/// random weights and say nothing that means anything; the others are made to say one thing.
/// </summary>
[Collection(AloneCollection.Name)]
public sealed class RealModelTests(RealModels models) : IClassFixture<RealModels>
{
    private readonly Folder folder = models.Folder;

    [Theory]
    [InlineData("small", "--small", "host#tiny-qwen3")]
    [InlineData("large", "--large", "host#tiny-qwen3moe")]
    [InlineData("small large", "--small", "host#tiny-qwen3", "--large", "host#tiny-qwen3moe")]
    public async Task Nonsense_is_no_proposal_and_nothing_is_written(string tiers, params string[] flags)
    {
        Settle("{}");
        var answer = await FixAsync(1, [.. flags, "--apply", "--format", "json"]);
        var diagnostic = Assert.Single(answer.Json.GetProperty("diagnostics").EnumerateArray());
        Assert.Equal(("CS0103", "unfixed"), (diagnostic.GetProperty("id").GetString(), diagnostic.GetProperty("outcome").GetString()));
        var tries = diagnostic.GetProperty("tries").EnumerateArray().ToList();
        Assert.Equal(tiers.Split(' '), tries.Select(one => one.GetProperty("tier").GetString()).Distinct());
        Assert.All(tries, one =>
        {
            Assert.False(one.GetProperty("taken").GetBoolean());
            // It was answered, and the words say what is wrong with the answer.
            Assert.InRange(one.GetProperty("tokens").GetInt32(), 1, 4096);
            Assert.NotEmpty(one.GetProperty("reason").GetString()!);
        });
        Assert.Empty(answer.Json.GetProperty("edits").EnumerateArray());
        Assert.Equal(RealModels.Broken, await File.ReadAllTextAsync(folder.At("One.cs")));
    }

    [Fact]
    public async Task What_a_model_says_and_the_compiler_takes_is_written()
    {
        Settle("{}");
        var answer = await FixAsync(0, "--apply", "--small", "host#right");
        Assert.Contains("small model; compiles", answer.Output, StringComparison.Ordinal);
        Assert.Equal(RealModels.Repaired, await File.ReadAllTextAsync(folder.At("One.cs")));
    }

    [Fact]
    public async Task What_the_small_one_says_and_the_compiler_rejects_goes_to_the_large_one()
    {
        Settle("{}");
        var answer = await FixAsync(0, "--apply", "--small", "host#wrong", "--large", "host#right");
        Assert.Contains("small model    the compiler rejects it: CS0117 ", answer.Output, StringComparison.Ordinal);
        Assert.Contains("large model; compiles", answer.Output, StringComparison.Ordinal);
        Assert.Equal(RealModels.Repaired, await File.ReadAllTextAsync(folder.At("One.cs")));
    }

    [Fact]
    public async Task An_adapter_of_the_settings_is_loaded_and_one_that_is_none_is_said()
    {
        Settle(JsonSerializer.Serialize(new { small = new { endpoint = "host", model = "tiny-qwen3", adapter = models.Adapter } }));
        var adapted = await FixAsync(1, "--format", "json");
        // By this name the host has nothing but the model with its adapter.
        Assert.InRange(adapted.Json.GetProperty("diagnostics")[0].GetProperty("tries")[0].GetProperty("tokens").GetInt32(), 1, 4096);
        Settle(JsonSerializer.Serialize(new { small = new { endpoint = "host", model = "tiny-qwen3", adapter = folder.At("../../data/assistant/models/right.gguf") } }));
        var refused = await FixAsync(1);
        Assert.Contains("no verified proposal", refused.Output, StringComparison.Ordinal);
        Assert.Contains("is no adapter (LoRA) but a model", refused.Output, StringComparison.Ordinal);
    }

    // Runs it on the broken project, and holds that of all processes the host alone is left, which ends when it is told to.
    private async Task<CliAnswer> FixAsync(int expected, params string[] arguments)
    {
        folder.Write("One.cs", RealModels.Broken);
        var answer = (await models.Cli.RunAsync(["fix", "--trust", .. arguments])).Expect(expected);
        Assert.Equal([HostNote.Read(models.Note)!.ProcessId], models.Processes());
        Assert.Empty(Directory.GetFiles(folder.Root, "*.tmp"));
        await models.EndHostAsync();
        return answer;
    }

    private void Settle(string settings) => File.WriteAllText(Path.Combine(folder.UserFolders.Config, "settings.json"), settings);
}
