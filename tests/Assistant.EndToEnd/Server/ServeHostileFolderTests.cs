using System.Net;
using System.Net.Sockets;
using Assistant.EndToEnd.CommandLine;
using Xunit;

namespace Assistant.EndToEnd.Server;

/// <summary>Folders that run something as soon as anybody asks about them: before they are trusted, nobody does.</summary>
public sealed class ServeHostileFolderTests
{
    [Fact]
    public async Task Nothing_is_run_and_nobody_is_called_before_trust_and_the_folders_sing_after()
    {
        using var folder = new Folder([.. HostileFolders.Restored.Select(name => ($"{name}/Lib.csproj", Folder.Library))]);
        foreach (var name in HostileFolders.Restored)
            await folder.RestoredAsync($"{name}/Lib.csproj");
        using var first = new TcpListener(IPAddress.Loopback, 0);
        using var second = new TcpListener(IPAddress.Loopback, 0);
        TcpListener[] feeds = [first, second];
        foreach (var feed in feeds)
            feed.Start();
        HostileFolders.Write(folder, [.. feeds.Select(feed => ((IPEndPoint)feed.LocalEndpoint).Port)]);
        string[] all = [.. HostileFolders.Singing, .. HostileFolders.Feeding, .. HostileFolders.SingingToDotnet];

        await using (var client = await LspClient.StartAsync(folder, new { diagnostics = true }, command: Traced(folder, "untrusted")))
        {
            foreach (var name in all)
            {
                await client.TellAsync("assistant/selectSolution", new { path = HostileFolders.ProjectOf(name) });
                await client.OpenAsync($"{name}/Code.cs");
                await client.ShowsAsync($"{name}/Code.cs", "CS1519");
                await client.ActionsAsync($"{name}/Code.cs");
                var completed = await client.AskAsync("textDocument/inlineCompletion", new { textDocument = new { uri = client.UriOf($"{name}/Code.cs") }, position = new { line = 0, character = 0 }, context = new { triggerKind = 1 } });
                Assert.Null(completed["error"]);
                await client.ChangedOnDiskAsync($"{name}/Lib.csproj", 2);
            }
        }

        Assert.DoesNotContain(all, name => File.Exists(folder.At($"{name}/sung")));
        Assert.DoesNotContain(feeds, feed => feed.Pending());
        var trace = await TraceAsync(folder, "untrusted");
        Assert.NotEmpty(Programs(trace));
        Assert.All(Programs(trace), line => Assert.Matches("\"(serve|engine)\"", line));
        Assert.DoesNotContain(trace, line => line.Contains("AF_INET", StringComparison.Ordinal));

        // The detectors can fire: of each folder the file or the call, and of one what strace sees.
        await using (var client = await LspClient.StartAsync(folder, new { trusted = true, solution = HostileFolders.ProjectOf(all[0]) }, command: Traced(folder, "trusted")))
            await SingsAsync(folder, client, all[0]);
        Assert.Contains(Programs(await TraceAsync(folder, "trusted")), line => line.Contains("touch", StringComparison.Ordinal));
        await using var trusted = await LspClient.StartAsync(folder);
        foreach (var name in HostileFolders.Singing.Skip(1))
            await SingsAsync(folder, trusted, name);
        foreach (var (name, feed) in HostileFolders.Feeding.Zip(feeds))
        {
            await trusted.TellAsync("assistant/selectSolution", new { path = HostileFolders.ProjectOf(name) });
            using var call = await feed.AcceptSocketAsync().WaitAsync(TimeSpan.FromMinutes(1));
        }

        foreach (var name in HostileFolders.SingingToDotnet)
        {
            await Sample.DotnetAsync(folder.At(name), "build", "-nodeReuse:false");
            Assert.True(File.Exists(folder.At($"{name}/sung")), name);
        }
    }

    private static async Task SingsAsync(Folder folder, LspClient client, string name)
    {
        var mark = client.Mark;
        await client.TellAsync("assistant/selectSolution", new { path = HostileFolders.ProjectOf(name) });
        await client.OpenAsync($"{name}/Code.cs");
        for (var turn = 0; turn < 600 && !File.Exists(folder.At($"{name}/sung")); turn++)
            await Task.Delay(100);
        Assert.True(File.Exists(folder.At($"{name}/sung")), $"{name} does not sing; heard {string.Join('\n', client.Heard(mark))}");
    }

    private static string[] Traced(Folder folder, string log) =>
        ["strace", "-f", "-qq", "-s", "4096", "-e", "trace=execve,connect", "-e", "signal=none", "-o", folder.At($"../{log}.strace"), .. new Cli(folder).Command];

    private static Task<string[]> TraceAsync(Folder folder, string log) => File.ReadAllLinesAsync(folder.At($"../{log}.strace"));

    // What was not found in one folder of PATH is looked for in the next.
    private static IEnumerable<string> Programs(IEnumerable<string> trace) =>
        trace.Where(line => line.Contains("execve(", StringComparison.Ordinal) && !line.Contains("= -1 ENOENT", StringComparison.Ordinal));
}
