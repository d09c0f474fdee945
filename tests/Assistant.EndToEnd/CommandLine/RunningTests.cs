using System.Diagnostics;
using Assistant.Platform;
using Xunit;

namespace Assistant.EndToEnd.CommandLine;

/// <summary>When code of the folder runs, how often, and how it is stopped.</summary>
[Collection(AloneCollection.Name)]
public sealed class RunningTests
{
    // Evaluates to a file once any of its targets runs, the first one too.
    private static readonly string Canary = Broken.Project
        .Replace("<Project Sdk=\"Microsoft.NET.Sdk\">", """<Project Sdk="Microsoft.NET.Sdk" InitialTargets="Sing">""", StringComparison.Ordinal)
        .Replace("</Project>", """<Target Name="Sing"><Exec Command="echo run >> canary" /></Target></Project>""", StringComparison.Ordinal);

    private static readonly string Slow = Broken.Project
        .Replace("</Project>", """<Target Name="Wait" BeforeTargets="CoreCompile"><Exec Command="touch started; exec sleep 98765" /></Target></Project>""", StringComparison.Ordinal);

    [Fact]
    public async Task Nothing_of_an_untrusted_folder_runs_and_the_command_to_type_runs_it()
    {
        using var folder = new Folder(("It is.csproj", Canary), ("Two.cs", Broken.Typo));
        var arguments = new[] { "fix", "It is.csproj", "--restore" };
        var told = (await new Cli(folder).RunAsync(arguments)).ExpectComplaint(
            $"{folder.Root} is not trusted", "type: assistant fix 'It is.csproj' --restore --trust");
        Assert.False(File.Exists(folder.At("canary")));
        Assert.False(Directory.Exists(folder.At("obj")));
        // What it said is a command, word for word.
        var typed = told.Error.Trim().Split("type: assistant ")[1];
        var shell = new Cli(folder) { Command = ["sh", "-c", $"dotnet '{Repository.Assistant}' {typed}"] };
        (await shell.RunAsync()).Expect(0);
        Assert.True(File.Exists(folder.At("canary")));
        // The flag is for the one run.
        (await new Cli(folder).RunAsync(arguments)).ExpectComplaint("is not trusted");

        folder.Write(Path.Combine(folder.UserFolders.Config, "trust.json"), $$"""{"folders":["{{RealPath.Of(folder.Root)}}"]}""");
        (await new Cli(folder).RunAsync(arguments)).Expect(0);
    }

    [Fact]
    public async Task A_second_opening_starts_no_build()
    {
        using var folder = await Broken.OpenAsync(("Two.cs", Broken.Typo));
        folder.Write("Lib.csproj", Canary);
        // There before the build: an answer during which a name in the folder came or went is not kept.
        folder.Write("canary", "");
        (await new Cli(folder).RunAsync("fix", "--trust", "--format", "json")).Expect(0);
        var first = await File.ReadAllTextAsync(folder.At("canary"));
        Assert.NotEqual("", first);
        var second = (await new Cli(folder).RunAsync("fix", "--trust", "--format", "json")).Expect(0);
        Assert.Equal(first, await File.ReadAllTextAsync(folder.At("canary")));
        Assert.DoesNotContain("Asking MSBuild", second.Error, StringComparison.Ordinal);
        // The detector can fire.
        folder.Write("Three.cs", "");
        (await new Cli(folder).RunAsync("fix", "--trust", "--format", "json")).Expect(0);
        Assert.NotEqual(first, await File.ReadAllTextAsync(folder.At("canary")));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Stopped_during_the_build_it_leaves_nothing(bool wholeGroup)
    {
        using var folder = await Broken.OpenAsync(("Two.cs", Broken.Typo));
        folder.Write("Lib.csproj", Slow);
        using var process = new Cli(folder) { Command = ["setsid", "dotnet", Repository.Assistant] }.Start("fix", "--trust", "--apply");
        while (!File.Exists(folder.At("started")))
            await Task.Delay(20);
        // Of the build there are processes whose folder is the workspace.
        Assert.True(ProcessesIn(folder).Count > 1);
        await StopAsync(folder, process, wholeGroup);
    }

    [Fact]
    public async Task Stopped_while_it_repairs_it_leaves_nothing()
    {
        using var folder = await Broken.OpenAsync([.. Enumerable.Range(0, 40).Select(n => ($"A{n}.cs", Broken.Typo.Replace("Two", $"A{n}", StringComparison.Ordinal)))]);
        using var process = new Cli(folder) { Command = ["setsid", "dotnet", Repository.Assistant] }.Start("fix", "--trust", "--apply");
        while (await process.StandardOutput.ReadLineAsync() is { } line && !line.Contains('✓', StringComparison.Ordinal))
        {
            // Until the first repair is shown.
        }

        await StopAsync(folder, process, wholeGroup: false);
        foreach (var n in Enumerable.Range(0, 40))
            Assert.Equal(Broken.Typo.Replace("Two", $"A{n}", StringComparison.Ordinal), await File.ReadAllTextAsync(folder.At($"A{n}.cs")));
    }

    [Fact]
    public async Task Stopped_while_it_waits_for_proposals_it_ends()
    {
        using var folder = await Shop.OpenAsync();
        using var process = new Cli(folder) { Command = ["setsid", "dotnet", Repository.Assistant] }.Start("verify", "--trust", "--proposals", "-");
        await process.StandardInput.WriteLineAsync(Shop.Proposal("one", Shop.Edit("Lib/Money.cs", "result + value;", "result;")));
        await process.StandardInput.FlushAsync();
        Assert.Contains("accepted", await process.StandardOutput.ReadLineAsync(), StringComparison.Ordinal);
        await StopAsync(folder, process, wholeGroup: false);
    }

    private static async Task StopAsync(Folder folder, Process process, bool wholeGroup)
    {
        var before = Directory.GetFiles(folder.Root, "*.cs").Length;
        var started = Stopwatch.GetTimestamp();
        using (var kill = Process.Start("kill", ["-INT", "--", (wholeGroup ? "-" : "") + process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]))
            await kill.WaitForExitAsync();
        await process.WaitForExitAsync();
        Assert.InRange(Stopwatch.GetElapsedTime(started), TimeSpan.Zero, TimeSpan.FromSeconds(2));
        Assert.Equal(2, process.ExitCode);
        Assert.EndsWith("assistant: stopped; nothing was changed\n", await process.StandardError.ReadToEndAsync(), StringComparison.Ordinal);
        Assert.Empty(ProcessesIn(folder));
        Assert.DoesNotContain(Directory.GetFileSystemEntries(new Cli(folder).Temporary), path => Path.GetFileName(path).StartsWith("assistant", StringComparison.Ordinal));
        Assert.Equal(before, Directory.GetFiles(folder.Root, "*.cs").Length);
        Assert.Empty(Directory.GetFiles(folder.Root, "*.tmp"));
    }

    private static List<int> ProcessesIn(Folder folder) => [.. Process.GetProcesses()
        .Where(process => string.Equals(new FileInfo($"/proc/{process.Id}/cwd").LinkTarget, RealPath.Of(folder.Root), StringComparison.Ordinal))
        .Select(process => process.Id)];
}
