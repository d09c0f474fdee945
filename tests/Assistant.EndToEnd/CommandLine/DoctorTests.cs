using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.Versioning;
using System.Text;
using System.Text.Json;
using Assistant.Workspace;
using Xunit;

namespace Assistant.EndToEnd.CommandLine;

/// <summary><c>assistant doctor</c> as users start it.</summary>
public sealed class DoctorTests
{
    // Each stands in another place that it looks at, or could.
    private static readonly string[] Secrets =
    [
        "canary1-environment", "canary2-user", "canary3-password", "canary4-path", "canary5-query", "canary6-key-file-content", "canary7-key-instead-of-path",
        "canary8-unknown-setting", "canary9-source", "canary10-project", "canary11-feed", "canary12-property",
    ];

    [Fact]
    public async Task On_a_machine_where_all_is_well_it_says_so_and_runs_nothing_of_the_folder()
    {
        using var folder = new Folder(("Shop.slnx", """<Solution><Project Path="Lib.csproj" /></Solution>"""), ("Lib.csproj", Folder.Canary("sang")));
        await folder.RestoredAsync("Lib.csproj");
        File.Delete(folder.At("sang"));
        await new TrustStore(folder.UserFolders).AddAsync(folder.Root, CancellationToken.None);
        Settings(folder, """{"small":{"endpoint":"https://models.example","model":"m"}}""");
        var answer = (await Cli(folder).RunAsync("doctor")).Expect(0);
        foreach (var line in new[] { $"✓ sdk       .NET SDK {TestSdk.Sdk.Version}", "✓ engine    Roslyn ", "✓ solution  Shop.slnx in ", "✓ trust ", "✓ settings", "✓           small asks m of https://models.example", "✓ host      starts and listens: llama.cpp ", "✓ models    none in ", "✓ disk ", "All is well." })
            Assert.Contains(line, answer.Output, StringComparison.Ordinal);
        Assert.Equal("", answer.Error);
        Assert.False(File.Exists(folder.At("sang")));
        // Nothing of it stays.
        Assert.Empty(Directory.GetFileSystemEntries(Cli(folder).Temporary));
        Assert.False(Directory.Exists(folder.At("../../data")));
        // Positive control: what opens the folder runs its build files.
        var fix = await new Cli(folder).RunAsync("fix");
        Assert.True(File.Exists(folder.At("sang")), fix.Output + fix.Error);
    }

    [Fact]
    public async Task Where_much_is_wrong_each_has_its_next_step()
    {
        using var folder = new Folder(("global.json", """{"sdk":{"version":"9.0.100","rollForward":"disable"}}"""), ("One.sln", ""), ("Two.sln", ""), ("Lib.csproj", Folder.Canary("sang")));
        await new TrustStore(folder.UserFolders).AddAsync(folder.Root, CancellationToken.None);
        Settings(folder, """{"solution":7}""");
        // A package without the library.
        var program = folder.At("../program");
        Sample.Copy(Path.GetDirectoryName(Repository.Assistant)!, program, "llama");
        folder.Write("../../data/assistant/models/came by itself.gguf", "GGUF");
        folder.Write("../../data/assistant/models/came.gguf", "GGUF");
        var cli = Cli(folder, Path.Combine(program, "assistant.dll"));

        var several = (await cli.RunAsync("doctor", "--format", "json")).Expect(1);
        Assert.Equal("", several.Error);
        var findings = Findings(several);
        Assert.All(findings, finding => Assert.True(finding.State == "good" || finding.Next is { Length: > 0 }, $"{finding.Words} has no next step"));
        Assert.Contains(findings, finding => finding is { What: "solution", State: "warning" } && finding.Words.StartsWith("several could be opened: One.sln, Two.sln;", StringComparison.Ordinal) && finding.Next == $"assistant doctor {folder.At("One.sln")}");
        Assert.Contains(findings, finding => finding is { What: "settings", State: "wrong" } && finding.Words.Contains("the setting \"solution\" must be a path", StringComparison.Ordinal));
        Assert.Contains(findings, finding => finding is { What: "host", State: "wrong" } && finding.Words.Contains("llama.cpp, which runs local models, is not in", StringComparison.Ordinal) && finding.Next!.Contains("npm ci", StringComparison.Ordinal));
        Assert.Contains(findings, finding => finding is { What: "models", State: "warning", Next: "assistant models pin came" });
        Assert.Contains(findings, finding => finding is { What: "models", State: "warning" } && finding.Next!.StartsWith("rename it", StringComparison.Ordinal));

        findings = Findings((await cli.RunAsync("doctor", "One.sln", "--format", "json")).Expect(1));
        Assert.Contains(findings, finding => finding is { What: "sdk", State: "wrong" } && finding.Words.Contains("asks for .NET SDK 9.0.100, which is not installed", StringComparison.Ordinal));
        Assert.DoesNotContain(findings, finding => finding.What == "engine");
        Assert.False(File.Exists(folder.At("sang")));
    }

    [Fact]
    public async Task An_untrusted_folder_has_the_command_to_type_and_nothing_of_it_runs()
    {
        using var folder = new Folder(("A b.slnx", """<Solution><Project Path="Lib.csproj" /></Solution>"""), ("Lib.csproj", Folder.Canary("sang")), ("global.json", """{"sdk":{"paths":["own"],"version":"99.0.100"}}"""));
        var answer = (await Cli(folder).RunAsync("doctor")).Expect(1);
        Assert.Contains($"next: assistant fix '{folder.At("A b.slnx")}' --trust", answer.Output, StringComparison.Ordinal);
        Assert.Contains("(what global.json asks for counts once the folder is trusted)", answer.Output, StringComparison.Ordinal);
        Assert.False(File.Exists(folder.At("sang")));
        (await Cli(folder).RunAsync("doctor", "nowhere")).Expect(1);
        (await Cli(folder).RunAsync("doctor", "--format", "xml")).ExpectComplaint("'xml' not recognized");
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task A_program_of_the_folder_is_not_taken_for_one_of_the_system()
    {
        const string script = "#!/bin/sh\ntouch \"$(dirname \"$0\")/sang\"\necho 'NVIDIA Test 1, 24564'\n";
        using var folder = new Folder(("nvidia-smi", script), ("../tools/nvidia-smi", script));
        foreach (var path in new[] { "nvidia-smi", "../tools/nvidia-smi" })
            File.SetUnixFileMode(folder.At(path), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        var cli = Cli(folder);
        cli.Variables["PATH"] = $".::{folder.At("../tools")}:{Environment.GetEnvironmentVariable("PATH")}";
        var answer = await cli.RunAsync("doctor");
        Assert.False(File.Exists(folder.At("sang")));
        // Positive control: the one of the search path is run and believed.
        Assert.True(File.Exists(folder.At("../tools/sang")), answer.Output);
        Assert.Contains("! graphics  NVIDIA Test 1 with 25.8 GB: the library in ", answer.Output, StringComparison.Ordinal);
        Assert.Contains("next: npm run library -- cuda in a clone", answer.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_the_settings_name_is_asked_and_missed_when_it_is_gone()
    {
        using var folder = new Folder(("Lib.csproj", Folder.Library));
        using var server = new Server("""{"object":"list","data":[{"id":"m","owned_by":"llamacpp"}]}""");
        Settings(folder, string.Create(CultureInfo.InvariantCulture, $$"""{"inline":{"model":"m","endpoint":"http://127.0.0.1:{{server.Port}}/v1"} }"""));
        var answer = await Cli(folder).RunAsync("doctor");
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"llama-server at http://127.0.0.1:{server.Port} answers, for inline"), answer.Output, StringComparison.Ordinal);
        server.Dispose();
        var gone = (await Cli(folder).RunAsync("doctor")).Expect(1);
        Assert.Contains("nothing there answers as a server of models", gone.Output, StringComparison.Ordinal);
        Assert.Contains("next: start that server, or change \"inline\" in ", gone.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("text")]
    [InlineData("json")]
    public async Task It_shows_no_secret_whatever_stands_where(string format)
    {
        using var folder = new Folder(
            ("Shop.slnx", """<Solution><Project Path="Lib.csproj" /></Solution>"""),
            ("Lib.csproj", Folder.Library.Replace("</PropertyGroup>", $"<Secret>{Secrets[9]}</Secret></PropertyGroup>", StringComparison.Ordinal)),
            ("Use.cs", $"// {Secrets[8]}"),
            ("nuget.config", $"""<configuration><packageSourceCredentials><feed><add key="Username" value="me" /><add key="ClearTextPassword" value="{Secrets[10]}" /></feed></packageSourceCredentials></configuration>"""));
        await new TrustStore(folder.UserFolders).AddAsync(folder.Root, CancellationToken.None);
        folder.Write("../../config/assistant/key", Secrets[5]);
        Settings(folder, $$"""
            {"small":{"endpoint":"https://{{Secrets[1]}}:{{Secrets[2]}}@models.example/{{Secrets[3]}}/v1?key={{Secrets[4]}}","model":"m","apiKeyFile":"{{folder.At("../../config/assistant/key")}}"},
             "large":{"endpoint":"http://{{Secrets[1]}}:{{Secrets[2]}}@127.0.0.1:9/?key={{Secrets[4]}}","model":"m"},
             "inline":{"endpoint":"{{Secrets[6]}}","model":"m","apiKeyFile":"{{Secrets[6]}}"},
             "apiKey":"{{Secrets[7]}}","properties":{"Key":"{{Secrets[11]}}"} }
            """);
        var cli = Cli(folder);
        cli.Variables["OPENAI_API_KEY"] = Secrets[0];
        cli.Variables["ASSISTANT_TRACE"] = "1";
        var answer = (await cli.RunAsync("doctor", "--format", format)).Expect(1);
        // Positive control: what may be said is found by the same search.
        Assert.Contains("https://models.example", answer.Output, StringComparison.Ordinal);
        Assert.All(Secrets, secret => Assert.DoesNotContain(secret, answer.Output + answer.Error, StringComparison.Ordinal));
        // Settings that cannot be read are not quoted either.
        Settings(folder, $$"""{"small":{{Secrets[7]}} """);
        answer = (await cli.RunAsync("doctor", "--format", format)).Expect(1);
        Assert.Contains("settings.json", answer.Output, StringComparison.Ordinal);
        Assert.All(Secrets, secret => Assert.DoesNotContain(secret, answer.Output + answer.Error, StringComparison.Ordinal));
    }

    private static Cli Cli(Folder folder, string? program = null)
    {
        var cli = new Cli(folder) { Command = ["dotnet", program ?? Repository.Assistant] };
        cli.Variables["XDG_DATA_HOME"] = folder.At("../../data");
        cli.Variables["XDG_RUNTIME_DIR"] = folder.At("../../run");
        cli.Variables["HOME"] = folder.At("../../home");
        return cli;
    }

    private static void Settings(Folder folder, string text) => folder.Write("../../config/assistant/settings.json", text);

    private static List<(string What, string State, string Words, string? Next)> Findings(CliAnswer answer) =>
        [.. answer.Json.GetProperty("findings").EnumerateArray().Select(one => (Text(one, "what")!, Text(one, "state")!, Text(one, "words")!, Text(one, "next")))];

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();

    // Answers whatever is asked with one body.
    private sealed class Server : IDisposable
    {
        private readonly TcpListener listener = new(IPAddress.Loopback, 0);

        public Server(string body)
        {
            listener.Start();
            _ = ServeAsync(body);
        }

        public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

        public void Dispose() => listener.Dispose();

        private async Task ServeAsync(string body)
        {
            try
            {
                while (true)
                {
                    using var client = await listener.AcceptTcpClientAsync();
                    await using var stream = client.GetStream();
                    _ = await stream.ReadAsync(new byte[4096]);
                    await stream.WriteAsync(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 200 OK\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\nConnection: close\r\n\r\n{body}")));
                }
            }
            catch (Exception failure) when (failure is SocketException or ObjectDisposedException or IOException)
            {
                // The test has ended it.
            }
        }
    }
}
