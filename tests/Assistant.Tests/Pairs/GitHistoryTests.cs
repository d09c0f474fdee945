using Assistant.Cli.Pairs;
using Assistant.Platform;
using Xunit;

namespace Assistant.Tests.Pairs;

/// <summary>Git may connect by itself to what nobody named.</summary>
public sealed class GitHistoryTests
{
    private static readonly string Git = ProgramPath.Find("git", Environment.GetEnvironmentVariable("PATH"))!;

    [Fact]
    public async Task What_a_partial_clone_left_at_its_remote_is_not_fetched()
    {
        using var folder = TempFolder.Create("assistant-history-");
        var (whole, part) = (Path.Combine(folder.Path, "whole"), Path.Combine(folder.Path, "part"));
        Directory.CreateDirectory(whole);
        await RunAsync(whole, "init", "-q");
        await RunAsync(whole, "config", "uploadpack.allowFilter", "true");
        foreach (var text in new[] { "class A;", "class B;" })
        {
            await File.WriteAllTextAsync(Path.Combine(whole, "a.cs"), text);
            await RunAsync(whole, "add", "a.cs");
            await RunAsync(whole, "-c", "user.name=a", "-c", "user.email=a@b", "commit", "-q", "-m", text);
        }

        await RunAsync(folder.Path, "clone", "-q", "--no-checkout", "--filter=blob:none", new Uri(whole).AbsoluteUri, part);
        Assert.Equal(("class A;", "class B;"), await TextsAsync(whole));
        Assert.Null(await TextsAsync(part));
    }

    private static async Task<(string Before, string After)?> TextsAsync(string folder)
    {
        var (history, problem) = await GitHistory.OpenAsync(folder, Environment.GetEnvironmentVariable("PATH"), CancellationToken.None);
        Assert.Null(problem);
        var commit = Assert.Single(await history!.CommitsAsync(10, CancellationToken.None));
        return await history.TextsAsync(commit, Assert.Single(commit.Paths), CancellationToken.None);
    }

    private static async Task RunAsync(string folder, params string[] arguments)
    {
        var result = await ChildProcess.RunAsync(Git, arguments, folder, new Dictionary<string, string?>(StringComparer.Ordinal), TimeSpan.FromMinutes(1), CancellationToken.None);
        Assert.True(result.ExitCode == 0, result.Error);
    }
}
