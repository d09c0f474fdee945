using System.Collections.Immutable;
using System.Text.Json;
using Assistant.Cli.Doctor;
using Assistant.Models.Endpoints;
using Assistant.Models.Machine;
using Assistant.Platform;
using Assistant.Tests.Kit;
using Assistant.Workspace;
using Xunit;

namespace Assistant.Tests.Doctor;

/// <summary>What each check makes of what it is told, and that every complaint has a next step.</summary>
public sealed class CheckTests
{
    private const string Remedy = "install it again (in a clone: npm ci --prefix src/Assistant.ModelHost/Library, then build)";

    [Theory]
    [InlineData(0, "llama.cpp 0.4.0, a processor\nmodels: none\nlistening on /x\n", "Good: starts and listens: llama.cpp 0.4.0, a processor")]
    [InlineData(2, "assistant: llama.cpp, which runs local models, is not in /x/llama: " + Remedy + "\n", "Wrong: llama.cpp, which runs local models, is not in /x/llama | " + Remedy)]
    [InlineData(2, "assistant: the llama.cpp in /x is not the one this host was written for: it has no llama_version; " + Remedy, "Wrong: the llama.cpp in /x is not the one this host was written for: it has no llama_version | " + Remedy)]
    [InlineData(2, "assistant: others may enter /x: chmod 700 it, or give another folder", "Wrong: others may enter /x: chmod 700 it, or give another folder | assistant host")]
    [InlineData(139, "", "Wrong: llama.cpp ends its process on this machine (signal 11) | assistant host --library <folder with another build of llama.cpp>")]
    [InlineData(3, "", "Wrong: the model host ends with code 3 | assistant host")]
    [InlineData(-1, "", "Warning: the model host does not start within some seconds | assistant host")]
    public void The_host_is_judged_by_how_it_ends(int code, string said, string finding) =>
        Assert.Equal(finding, Words(Host(new ChildResult(code, "", said, code < 0)).Of(new ChildResult(code, "", said, code < 0))));

    [Fact]
    public async Task A_host_that_runs_is_said_with_what_it_does_and_one_that_is_gone_is_not()
    {
        using var folder = TempFolder.Create("doctor-");
        var note = Path.Combine(folder.Path, "host.note");
        async Task<IEnumerable<string>> LookAsync() => (await Host(new ChildResult(0, "", "llama.cpp 0.4.0\n", false), note).LookAsync(CancellationToken.None)).Select(Words);
        Assert.Single(await LookAsync());
        new HostNote(Environment.ProcessId, HostDoing.Serving, "8192", "/models/m.gguf", default).Write(note);
        Assert.Equal($"Good: one runs (process {Environment.ProcessId}) with m.gguf", (await LookAsync()).Last());
        new HostNote(Environment.ProcessId, HostDoing.Ended, "", "", default).Write(note);
        Assert.Single(await LookAsync());
        new HostNote(int.MaxValue, HostDoing.Serving, "", "", default).Write(note);
        Assert.Single(await LookAsync());
    }

    [Theory]
    [InlineData("", "Good: no card was found: models compute on the processor")]
    [InlineData("NVIDIA X:24", "Warning: X with 24.0 GB: the library in {0} computes on the processor | npm run library -- cuda in a clone, then: assistant host --library <the folder that it prints>")]
    [InlineData("NVIDIA X:0", "Warning: X: the library in {0} computes on the processor | npm run library -- cuda in a clone, then: assistant host --library <the folder that it prints>")]
    [InlineData("NVIDIA X:2", "Good: X with 2.0 GB: too little for models, which compute on the processor")]
    [InlineData("AMD X:16", "Warning: X with 16.0 GB: the library in {0} computes on the processor | npm run library -- vulkan in a clone, then: assistant host --library <the folder that it prints>")]
    [InlineData("NVIDIA X:24 libggml-cuda.so", "Good: X with 24.0 GB: the library in {0} is for it")]
    [InlineData("AMD X:16 libggml-vulkan.so", "Good: X with 16.0 GB: the library in {0} is for it")]
    [InlineData("AMD X:16 libggml-cuda.so", "Warning: X with 16.0 GB: the library in {0} computes on the processor | npm run library -- vulkan in a clone, then: assistant host --library <the folder that it prints>")]
    public async Task A_card_wants_the_library_for_it(string machine, string finding)
    {
        using var folder = TempFolder.Create("doctor-");
        var parts = machine.Split(' ');
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "libggml-cpu-x64.so"), "");
        if (parts is [_, _, var library])
            await File.WriteAllTextAsync(Path.Combine(folder.Path, library), "");
        IReadOnlyList<GraphicsCard> cards = parts is [var maker, var card, ..]
            ? [new GraphicsCard(card.Split(':')[0], maker == "AMD" ? GraphicsMaker.Amd : GraphicsMaker.Nvidia, long.Parse(card.Split(':')[1], System.Globalization.CultureInfo.InvariantCulture) * 1_000_000_000)]
            : [];
        var found = await new GraphicsCheck(_ => Task.FromResult(cards), folder.Path).LookAsync(CancellationToken.None);
        Assert.Equal(finding.Replace("{0}", folder.Path, StringComparison.Ordinal), Words(Assert.Single(found)));
    }

    [Fact]
    public async Task Servers_are_shown_with_the_line_that_uses_them_and_missed_where_the_settings_name_them()
    {
        var page = new SettingsPage("/s.json", true, null, new Settings
        {
            Tiers = new[] { "large=http://me:canary@localhost:8000/v1?key=canary#big", "inline=http://127.0.0.1:9999#m", "small=https://elsewhere.example#m" }
                .Select(flag => TierSettings.Parse(flag[..flag.IndexOf('=', StringComparison.Ordinal)], flag[(flag.IndexOf('=', StringComparison.Ordinal) + 1)..]))
                .ToImmutableDictionary(tier => tier.Tier, StringComparer.Ordinal),
        });
        LocalServer[] servers =
        [
            new(LocalServerKind.LlamaServer, new Uri("http://127.0.0.1:8080"), LocalServerState.Ready, ["a \"b\"\u202E"]),
            new(LocalServerKind.Ollama, new Uri("http://127.0.0.1:11434"), LocalServerState.Ready, ["1", "2", "3", "4", "5", "6"]),
            new(LocalServerKind.LmStudio, new Uri("http://127.0.0.1:1234"), LocalServerState.Ready, []),
            new(LocalServerKind.Vllm, new Uri("http://127.0.0.1:8000"), LocalServerState.Ready, ["big"]),
            new(LocalServerKind.Other, new Uri("http://127.0.0.1:1"), LocalServerState.Locked, []),
            new(LocalServerKind.Other, new Uri("http://127.0.0.1:2"), LocalServerState.Loading, []),
        ];
        var asked = new List<int>();
        var findings = await new ServersCheck(Find, page).LookAsync(CancellationToken.None);
        Assert.Equal([8080, 11434, 1234, 8000, 8000, 9999], asked);
        Assert.Equal(
            [
                "Good: llama-server at http://127.0.0.1:8080 has a \"b\"\u202E | {\"small\":{\"endpoint\":\"http://127.0.0.1:8080\",\"model\":\"a \\u0022b\\u0022\\u202E\"}} in settings.json",
                "Good: Ollama at http://127.0.0.1:11434 has 1, 2, 3, 4 and 2 more | {\"small\":{\"endpoint\":\"http://127.0.0.1:11434\",\"model\":\"1\"}} in settings.json",
                "Good: LM Studio at http://127.0.0.1:1234 has no model",
                "Good: vLLM at http://127.0.0.1:8000 answers, for large",
                "Good: a server of models at http://127.0.0.1:1 asks for a key | {\"small\":{\"endpoint\":\"http://127.0.0.1:1\",\"model\":\"\\u003Cits model\\u003E\",\"apiKeyFile\":\"<path>\"}} in settings.json",
                "Good: a server of models at http://127.0.0.1:2 is loading its model",
                "Wrong: inline asks m of http://127.0.0.1:9999, and nothing there answers as a server of models | start that server, or change \"inline\" in settings.json",
            ],
            findings.Select(Words));

        Task<IReadOnlyList<LocalServer>> Find(IEnumerable<int> ports, CancellationToken cancellationToken)
        {
            asked.AddRange(ports);
            return Task.FromResult<IReadOnlyList<LocalServer>>(servers);
        }
    }

    [Fact]
    public async Task Settings_are_shown_without_a_value_that_could_be_a_secret()
    {
        using var folder = TempFolder.Create("doctor-");
        var folders = new UserFolders(name => name == "XDG_CONFIG_HOME" ? folder.Path : null);
        var path = Path.Combine(folder.Path, "assistant", "settings.json");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var adapter = Path.Combine(folder.Path, "fixes.gguf");
        await File.WriteAllTextAsync(adapter, "");
        async Task<string> SaysAsync(string settings)
        {
            await File.WriteAllTextAsync(path, settings);
            return string.Join('\n', (await new SettingsCheck(SettingsPage.Read(folders)).LookAsync(CancellationToken.None)).Select(Words));
        }

        Assert.Equal(
            $"""
            Good: {path} is read
            Warning: no setting is called "apiKey": there are besideRoslyn, diagnostics, engineMegabytes, inline, large, properties, small, solution, trusted | correct {path}
            Good: small asks a of https://models.example:8443
            Good: large asks b of the host
            Wrong: the file that apiKeyFile of "inline" names does not exist | correct {path}
            """,
            await SaysAsync("""{"apiKey":"canary", "small":{"endpoint":"https://me:canary@models.example:8443/canary?key=canary#canary","model":"a"}, "large":{"endpoint":"host","model":"b"}, "inline":{"endpoint":"http://localhost","model":"c","apiKeyFile":"canary"}}"""));
        Assert.Contains("Wrong: \"small\" names no model: the host has several, see assistant models list | ", await SaysAsync("""{"small":{"endpoint":"host"}}"""), StringComparison.Ordinal);
        Assert.Contains("Wrong: the endpoint of \"small\" must be \"host\" or an address like http://127.0.0.1:8080 | ", await SaysAsync("""{"small":{"endpoint":"canary","model":"m"}}"""), StringComparison.Ordinal);
        Assert.Contains("Wrong: the file that adapter of \"small\" names does not exist | ", await SaysAsync("""{"small":{"endpoint":"host","model":"m","adapter":"/canary"}}"""), StringComparison.Ordinal);
        Assert.EndsWith("Good: small asks m with the adapter fixes.gguf of the host", await SaysAsync($$$"""{"small":{"endpoint":"host","model":"m","adapter":{{{JsonSerializer.Serialize(adapter)}}}}}"""), StringComparison.Ordinal);
        Assert.Contains("Wrong: \"small\" must be an object", await SaysAsync("""{"small":"canary"}"""), StringComparison.Ordinal);
        Assert.Contains($"is not JSON: correct it or delete it", await SaysAsync("""{"small":"canary" """), StringComparison.Ordinal);
        Assert.Contains("the setting \"solution\" must be a path", await SaysAsync("""{"solution":["canary"]}"""), StringComparison.Ordinal);
        Assert.Contains("the settings must be one object", await SaysAsync("""["canary"]"""), StringComparison.Ordinal);
        foreach (var settings in new[] { """{"small":"canary" """, """{"solution":["canary"]}""", """["canary"]""", """{"small":canary}""", "canary" })
            Assert.DoesNotContain("canary", await SaysAsync(settings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_check_that_fails_or_hangs_costs_itself_alone()
    {
        var time = new FakeTime();
        var running = new Examination([new Check("good", _ => Task.FromResult<IReadOnlyList<Finding>>([Finding.Good("good", "well")])), new Check("bad", _ => throw new InvalidOperationException("why")), new Check("slow", Hang), new Check("deaf", _ => new TaskCompletionSource<IReadOnlyList<Finding>>().Task)], time).RunAsync(CancellationToken.None);
        while (!running.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(1);
        }

        Assert.Equal(
            ["Good: well", "Wrong: could not be looked at: why | ASSISTANT_TRACE=1 assistant doctor says where, for a report", "Warning: was not found out within 8 seconds | assistant doctor, when the machine is less busy", "Warning: was not found out within 8 seconds | assistant doctor, when the machine is less busy"],
            (await running).Select(Words));

        static async Task<IReadOnlyList<Finding>> Hang(CancellationToken cancellationToken)
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return [];
        }
    }

    [Fact]
    public async Task Who_stops_it_stops_it()
    {
        using var stopping = new CancellationTokenSource();
        var running = new Examination([new Check("deaf", _ => new TaskCompletionSource<IReadOnlyList<Finding>>().Task)], TimeProvider.System).RunAsync(stopping.Token);
        await stopping.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    [Theory]
    [InlineData(6_000_000_000, FindingState.Good)]
    [InlineData(5_999_999_999, FindingState.Warning)]
    internal async Task Room_for_a_small_model_is_enough(long free, FindingState state) =>
        Assert.Equal(state, Assert.Single(await new DiskCheck("/models", _ => free, _ => null).LookAsync(CancellationToken.None)).State);

    [Fact]
    public async Task A_folder_in_which_nothing_can_be_written_is_wrong_however_much_is_free() => Assert.Equal(
        "Wrong: nothing can be written in /models, where models go (read-only) | make that folder yours to write, or set XDG_DATA_HOME to one that is",
        Words(Assert.Single(await new DiskCheck("/models", _ => long.MaxValue, _ => "read-only").LookAsync(CancellationToken.None))));

    private static HostCheck Host(ChildResult ended, string note = "/nowhere/host.note") => new(_ => Task.FromResult(ended), note);

    private static string Words(Finding finding)
    {
        Assert.True(finding.State == FindingState.Good || finding.Next is { Length: > 0 }, $"no next step: {finding}");
        return $"{finding.State}: {finding.Words}{(finding.Next is null ? "" : $" | {finding.Next}")}";
    }

    private sealed class Check(string what, Func<CancellationToken, Task<IReadOnlyList<Finding>>> look) : ICheck
    {
        public string What => what;

        public Task<IReadOnlyList<Finding>> LookAsync(CancellationToken cancellationToken) => look(cancellationToken);
    }
}
