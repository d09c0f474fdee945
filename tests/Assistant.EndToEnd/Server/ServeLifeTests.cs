using System.Diagnostics;
using System.Text.Json;
using Assistant.EndToEnd.CommandLine;
using Xunit;

namespace Assistant.EndToEnd.Server;

/// <summary>The server ends with its client, and everything it started ends with it.</summary>
[Collection(AloneCollection.Name)]
public sealed class ServeLifeTests
{
    private static readonly TimeSpan MostTime = TimeSpan.FromSeconds(2);

    [Theory]
    [InlineData("client goes", "hello")]
    [InlineData("client goes", "build")]
    [InlineData("client goes", "ready")]
    [InlineData("server is killed", "hello")]
    [InlineData("server is killed", "ready")]
    [InlineData("server is killed", "build")]
    [InlineData("engine is killed first", "ready")]
    [InlineData("parent dies", "build")]
    public async Task Nothing_is_left_two_seconds_after(string end, string moment)
    {
        using var folder = await Broken.OpenAsync(("Two.cs", Broken.Typo));
        if (moment == "build")
            folder.Write("Lib.csproj", Folder.Slow);
        using var parent = Process.Start("sleep", "98765");
        await using var client = await LspClient.StartAsync(folder, parent: parent.Id);
        await client.OpenAsync("Two.cs");
        if (moment == "ready")
            await client.StatusAsync("ready");
        else if (moment == "build")
            await ComesAsync(() => File.Exists(folder.At("started")), TimeSpan.FromSeconds(60), "the build", () => "");

        // The detector sees them: the server, its engine, and what that started.
        if (moment != "hello")
            Assert.InRange(client.Processes().Count, moment == "build" ? 4 : 2, 100);
        switch (end)
        {
            case "client goes":
                client.Process.StandardInput.Close();
                break;
            case "server is killed":
                client.Process.Kill();
                break;
            case "parent dies":
                parent.Kill();
                break;
            default:
                foreach (var id in client.Processes().Where(id => id != client.Process.Id))
                    Process.GetProcessById(id).Kill();
                client.Process.StandardInput.Close();
                break;
        }

        // A dead parent is looked for once a second.
        string Left() => string.Join('\n', client.Processes().Select(id => File.Exists($"/proc/{id}/cmdline") ? File.ReadAllText($"/proc/{id}/cmdline").Replace('\0', ' ') : ""));
        await ComesAsync(() => client.Processes().Count == 0, end == "parent dies" ? MostTime * 2 : MostTime, "the end of all processes", Left);
        if (!parent.HasExited)
            parent.Kill();
    }

    [Fact]
    public async Task Nothing_is_left_whenever_the_client_or_the_server_dies()
    {
        const int Moments = 20;
        const int Seed = 18;
        var random = new Random(Seed);
        for (var moment = 0; moment < Moments; moment++)
        {
            // From before the hello is answered until after the build, which takes as long as it is let.
            var (wait, isClient) = (TimeSpan.FromMilliseconds(random.Next(3000)), random.Next(2) == 0);
            using var folder = await Broken.OpenAsync(("Two.cs", Broken.Typo));
            if (random.Next(2) == 0)
                folder.Write("Lib.csproj", Folder.Slow);
            using var server = new Cli(folder).Start("serve");
            _ = server.StandardError.ReadToEndAsync();
            _ = server.StandardOutput.ReadToEndAsync();
            var hello = JsonSerializer.Serialize(new { jsonrpc = "2.0", id = 1, method = "initialize", @params = new { rootUri = new Uri(folder.Root).AbsoluteUri, capabilities = new { }, initializationOptions = new { trusted = true } } });
            await server.StandardInput.WriteAsync($"Content-Length: {hello.Length}\r\n\r\n{hello}Content-Length: 52\r\n\r\n{{\"jsonrpc\":\"2.0\",\"method\":\"initialized\",\"params\":{{}}}}");
            await server.StandardInput.FlushAsync();
            await Task.Delay(wait);
            Assert.NotEmpty(LspClient.ProcessesOf(folder));
            if (isClient)
                server.StandardInput.Close();
            else
                server.Kill();
            await ComesAsync(() => LspClient.ProcessesOf(folder).Count == 0, MostTime, $"moment {moment} of seed {Seed}: the end {wait.TotalMilliseconds} ms after the start of all processes", () => "");
        }
    }

    [Fact]
    public async Task A_client_that_is_stopped_keeps_its_server_and_one_that_dies_stopped_does_not()
    {
        using var folder = await Broken.OpenAsync(("Two.cs", Broken.Typo));
        using var parent = Process.Start("sleep", "98765");
        await using var client = await LspClient.StartAsync(folder, parent: parent.Id);
        await client.OpenAsync("Two.cs");
        await client.StatusAsync("ready");
        using (var stop = Process.Start("kill", ["-STOP", $"{parent.Id}"]))
            await stop.WaitForExitAsync();
        // It is looked for once a second.
        await Task.Delay(MostTime * 2);
        Assert.Equal(-32601, (int)(await client.AskAsync("test/unknown", null))["error"]!["code"]!);
        parent.Kill();
        await ComesAsync(() => client.Processes().Count == 0, MostTime * 2, "the end of all processes", () => "");
    }

    [Fact]
    public async Task A_client_that_never_reads_is_still_heard_and_leaves_nothing()
    {
        const int Requests = 20_000;
        using var folder = await Broken.OpenAsync(("Two.cs", Broken.Typo));
        using var server = new Cli(folder).Start("serve");
        _ = server.StandardError.ReadToEndAsync();
        // Positive control: the answers are many times what a pipe holds.
        await WriteAsync("""{"jsonrpc":"2.0","id":0,"method":"initialize","params":{"capabilities":{}}}""");
        for (var id = 1; id <= Requests; id++)
            await WriteAsync($$"""{"jsonrpc":"2.0","id":{{id}},"method":"test/unknown"}""");
        Assert.False(server.HasExited);
        server.StandardInput.Close();
        await ComesAsync(() => LspClient.ProcessesOf(folder).Count == 0, MostTime, "the end of all processes", () => "");

        async Task WriteAsync(string body) =>
            await server.StandardInput.WriteAsync($"Content-Length: {body.Length}\r\n\r\n{body}").WaitAsync(TimeSpan.FromSeconds(10));
    }

    private static async Task ComesAsync(Func<bool> condition, TimeSpan patience, string what, Func<string> left)
    {
        var started = Stopwatch.GetTimestamp();
        while (!condition())
        {
            Assert.True(Stopwatch.GetElapsedTime(started) < patience, $"{what} did not come within {patience}\n{left()}");
            await Task.Delay(20);
        }
    }
}
