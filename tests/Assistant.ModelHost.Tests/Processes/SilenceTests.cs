using System.Diagnostics;
using Assistant.ModelHost.Tests.Endpoint;
using Assistant.RandomModels;
using Xunit;
using Xunit.Abstractions;

namespace Assistant.ModelHost.Tests.Processes;

/// <summary>T23: host and client call nobody and listen on nothing but the socket; on a port only where they are told to, and then of 127.0.0.1.</summary>
[Collection(AloneCollection.Name)]
[Trait("Speed", "Slow")]
public sealed class SilenceTests(ITestOutputHelper output) : IDisposable
{
    private static readonly string[] Trace = ["strace", "-f", "-qq", "-s", "200", "-e", "trace=connect,bind,listen,sendto,sendmsg", "-e", "signal=none", "-o"];

    private readonly HostPlace place = new(ModelShapes.TinyQwen3);

    public void Dispose() => place.Dispose();

    [Fact]
    public async Task Without_a_port_no_address_of_a_network_is_used()
    {
        // The client starts the host, so both are traced; the host ends soon after, and with it strace.
        var said = await RunAsync([.. Trace, place.At("trace"), .. ClientProcess.Command(place, ModelShapes.TinyQwen3.Name + ".gguf", 20, "--end-after", "0.02")]);
        Assert.Contains("Ended", said, StringComparison.Ordinal);
        var lines = await File.ReadAllLinesAsync(place.At("trace"));
        Assert.Contains(lines, line => line.Contains("AF_UNIX", StringComparison.Ordinal) && line.Contains("host.sock", StringComparison.Ordinal) && line.Contains("connect(", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains("bind(", StringComparison.Ordinal) && line.Contains("host.sock", StringComparison.Ordinal));
        Assert.DoesNotContain(lines, IsNetwork);
    }

    [Fact]
    public async Task The_command_line_asks_over_the_socket_alone()
    {
        await RunHostAsync(async () =>
        {
            var said = await RunAsync([.. Trace, place.At("trace"), "dotnet", HostPlace.Assistant, "debug", "generate", "var total = orders.", "--model", ModelShapes.TinyQwen3.Name, "--socket", place.Socket, "--max-tokens", "10"]);
            Assert.NotEmpty(said.Trim());
        });
        var lines = await File.ReadAllLinesAsync(place.At("trace"));
        Assert.Contains(lines, line => line.Contains("connect(", StringComparison.Ordinal) && line.Contains("host.sock", StringComparison.Ordinal));
        Assert.DoesNotContain(lines, IsNetwork);
    }

    [Fact]
    public async Task It_works_where_there_is_no_network()
    {
        var said = await RunAsync(["unshare", "-rn", .. ClientProcess.Command(place, ModelShapes.TinyQwen3.Name + ".gguf", 20, "--end-after", "0.02")]);
        Assert.Contains("Ended", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_a_port_it_listens_on_this_machine_alone()
    {
        await RunHostAsync(() => Task.CompletedTask, [.. Trace, place.At("trace")], "--port", "0");
        // The detector fires: this is a network's address.
        var lines = (await File.ReadAllLinesAsync(place.At("trace"))).Where(IsNetwork).ToList();
        Assert.Contains(lines, line => line.Contains("bind(", StringComparison.Ordinal));
        Assert.All(lines, line => Assert.Matches("bind\\([0-9]+, \\{sa_family=AF_INET, sin_port=htons\\(0\\), sin_addr=inet_addr\\(\"127\\.0\\.0\\.1\"\\)\\}", line));
    }

    private static bool IsNetwork(string line) => line.Contains("AF_INET", StringComparison.Ordinal);

    // A host that ends soon after.
    private async Task RunHostAsync(Func<Task> meanwhile, string[]? before = null, params string[] more)
    {
        var running = RunAsync([.. before ?? [], .. place.Command(["--forget", "--end-after", "0.03", .. more])]);
        await HostPlace.UntilAsync(() => File.Exists(place.Note), TimeSpan.FromSeconds(30), "the host does not start");
        await meanwhile();
        await running;
    }

    private async Task<string> RunAsync(IReadOnlyList<string> command)
    {
        var start = new ProcessStartInfo(command[0]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in command.Skip(1))
            start.ArgumentList.Add(argument);
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        using var process = Process.Start(start)!;
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        try
        {
            var error = process.StandardError.ReadToEndAsync(limit.Token);
            var said = await process.StandardOutput.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            output.WriteLine(await error);
            Assert.Equal(0, process.ExitCode);
            return said;
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }
}
