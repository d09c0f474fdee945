using System.IO.Compression;
using Assistant.EndToEnd.Server;
using Xunit;

namespace Assistant.EndToEnd.CommandLine;

public sealed class ToolTests
{
    [Fact]
    public async Task The_package_installs_as_a_tool_that_serves_and_repairs_and_brings_no_compiler()
    {
        using var folder = await Broken.OpenAsync(("Two.cs", Broken.Typo));
        var feed = folder.At("../feed");
        var tool = folder.At("../tool");
        // The output of the test's own build stays untouched.
        await Sample.DotnetAsync(
            Repository.Root, "pack", "src/Assistant.Cli", "-o", feed, "--no-build", "-c", Configuration, "-v:q", "-nologo", "-nodeReuse:false");
        var package = Assert.Single(Directory.GetFiles(feed, "*.nupkg"));
        await using (var zip = await ZipFile.OpenReadAsync(package))
        {
            var names = zip.Entries.Select(entry => Path.GetFileName(entry.FullName)).ToList();
            Assert.DoesNotContain(names, name => name.StartsWith("Microsoft.CodeAnalysis", StringComparison.OrdinalIgnoreCase));
            Assert.DoesNotContain(names, name => name.StartsWith("Microsoft.Build", StringComparison.OrdinalIgnoreCase));
            Assert.Contains("Assistant.BuildLogger.dll", names);
        }

        folder.Write("../nuget.config", """<configuration><packageSources><clear /></packageSources></configuration>""");
        await Sample.DotnetAsync(folder.At(".."), "tool", "install", "Assistant.Tool", "--tool-path", tool, "--add-source", feed);
        string[] command = [Path.Combine(tool, "assistant")];
        await using (var client = await LspClient.StartAsync(folder, command: command))
        {
            await client.OpenAsync("Two.cs");
            await client.ShowsAsync("Two.cs", "CS0103");
            await client.ApplyAsync((await client.ActionAsync("Two.cs", "CS0103"))["edit"]!);
            Assert.Equal(Broken.TypoRepaired, client.Open["Two.cs"].Text);
        }

        var answer = (await new Cli(folder) { Command = command }.RunAsync("fix", "--trust", "--apply")).Expect(0);
        Assert.Contains("Wrote 1 file.", answer.Output, StringComparison.Ordinal);
        Assert.Equal(Broken.TypoRepaired, await File.ReadAllTextAsync(folder.At("Two.cs")));
        // The library of the model host comes along, and the host ends by itself when nobody comes.
        var host = (await new Cli(folder) { Command = command }.RunAsync("host", "--socket", folder.At("../run/host.sock"), "--models", folder.At(".."), "--end-after", "0.01")).Expect(0);
        Assert.Contains("llama.cpp", host.Error, StringComparison.Ordinal);
    }

    private static string Configuration => Path.GetFileName(Path.GetDirectoryName(Path.GetDirectoryName(Repository.Assistant)!)!);
}
