using System.Diagnostics;
using Assistant.Platform;
using Assistant.Workspace;
using Xunit;

namespace Assistant.EndToEnd;

public sealed class LifeTests
{
    // Waits in a target before the compiler and says so by a file.
    private const string Slow = """
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup>
          <Target Name="Wait" BeforeTargets="CoreCompile"><Exec Command="touch started; exec sleep 98765" /></Target>
        </Project>
        """;

    [Fact]
    public async Task Nothing_of_a_folder_runs_before_the_user_trusts_it()
    {
        using var folder = new Folder(("Lib.csproj", Slow), ("global.json", """{"sdk":{"version":"1.2.3"}}"""));
        var target = WorkspaceTarget.Find(folder.Root);
        var store = new TrustStore(folder.UserFolders);
        Assert.Null(TrustedWorkspace.TryCreate(target, store));
        Assert.False(File.Exists(folder.At("started")));

        await store.AddAsync(folder.At(".."), CancellationToken.None);
        var trusted = TrustedWorkspace.TryCreate(target, store);
        Assert.NotNull(trusted);
        Assert.True(new TrustStore(folder.UserFolders).IsTrusted(folder.At("below/../")));
        Assert.False(store.IsTrusted(folder.At("../../")));
        Assert.False(store.IsTrusted(folder.At("../../outer-evil")));

        var exception = Assert.Throws<WorkspaceException>(() => SdkResolver.Resolve(trusted));
        Assert.Contains("asks for .NET SDK 1.2.3, which is not installed (found in ", exception.Message, StringComparison.Ordinal);
        Assert.Contains(TestSdk.Sdk.Version, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_damaged_trust_store_trusts_nothing_and_is_not_overwritten()
    {
        using var folder = new Folder(("Lib.csproj", Slow));
        var store = new TrustStore(folder.UserFolders);
        Directory.CreateDirectory(folder.UserFolders.Config);
        var file = Path.Combine(folder.UserFolders.Config, "trust.json");
        foreach (var text in new[] { "", "{", "[]", """{"folders":"/"}""", """{"folders":[1,null,""]}""" })
        {
            await File.WriteAllTextAsync(file, text);
            Assert.False(store.IsTrusted(folder.Root));
        }

        await File.WriteAllTextAsync(file, "{");
        await Assert.ThrowsAsync<WorkspaceException>(() => store.AddAsync(folder.Root, CancellationToken.None));
        Assert.Equal("{", await File.ReadAllTextAsync(file));
    }

    [Fact]
    public async Task A_link_does_not_bring_a_folder_into_a_trusted_one()
    {
        using var folder = new Folder(("inside/Lib.csproj", Slow), ("outside/Lib.csproj", Slow));
        var store = new TrustStore(folder.UserFolders);
        await store.AddAsync(folder.At("inside"), CancellationToken.None);
        Directory.CreateSymbolicLink(folder.At("inside/link"), folder.At("outside"));
        Assert.True(store.IsTrusted(folder.At("inside")));
        Assert.False(store.IsTrusted(folder.At("inside/link")));
    }

    [Theory]
    [InlineData("9.0.299", "10.0.0", "9.0.300 or later is needed")]
    [InlineData("11.0.100-preview.1", "10.0.0", "needs the .NET 11 runtime, but the assistant runs on 10.0.0")]
    [InlineData("current", "10.0.0", "bears no version")]
    public void An_sdk_that_does_not_fit_is_named_with_what_is_needed(string version, string runtime, string expected)
    {
        var sdk = TestSdk.Sdk with { Version = version };
        var exception = Assert.Throws<WorkspaceException>(() => SdkResolver.Checked(sdk, Version.Parse(runtime)));
        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancelling_ends_the_build_with_its_children_and_its_folder()
    {
        using var folder = await new Folder(("Lib.csproj", Slow)).RestoredAsync("Lib.csproj");
        var before = TempFolders();
        using var cancel = new CancellationTokenSource();
        var opening = folder.OpenAsync(".", cancellationToken: cancel.Token);
        while (!File.Exists(folder.At("started")))
            await Task.Delay(20, CancellationToken.None);
        Assert.NotEqual(0, Sleepers(folder.Root));
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => opening);
        Assert.Equal(0, Sleepers(folder.Root));
        Assert.DoesNotContain(TempFolders().Except(before, StringComparer.Ordinal), path => IsBuildOf(folder.Root, path));
        Assert.False(Directory.Exists(Path.Combine(folder.UserFolders.Cache, "designtime")));
    }

    [Fact]
    public async Task A_build_past_its_time_limit_is_ended_and_said()
    {
        using var folder = await new Folder(("Lib.csproj", Slow)).RestoredAsync("Lib.csproj");
        var exception = await Assert.ThrowsAsync<WorkspaceException>(() => folder.OpenAsync(".", new OpenOptions { BuildTimeLimit = TimeSpan.FromSeconds(3) }));
        Assert.Equal("`dotnet msbuild` ran longer than 3 seconds and was ended: run `dotnet build` once to see what takes so long", exception.Message);
        Assert.Equal(0, Sleepers(folder.Root));
    }

    private static bool IsBuildOf(string root, string tempFolder)
    {
        var traversal = Path.Combine(tempFolder, "traversal.proj");
        return File.Exists(traversal) && File.ReadAllText(traversal).Contains(root, StringComparison.Ordinal);
    }

    private static string[] TempFolders() => Directory.GetDirectories(Path.GetTempPath(), "assistant-*");

    // Processes whose working folder is the workspace: those of another test or program do not count.
    private static int Sleepers(string root) => Process.GetProcesses().Count(process =>
        string.Equals(new FileInfo($"/proc/{process.Id}/cwd").LinkTarget, RealPath.Of(root), StringComparison.Ordinal));
}
