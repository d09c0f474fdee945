using System.Diagnostics;
using Assistant.Platform;
using Assistant.Workspace;
using Assistant.Workspace.Building;
using Assistant.Workspace.Projects;
using Xunit;

namespace Assistant.EndToEnd;

public sealed class LifeTests
{
    [Fact]
    public async Task Nothing_of_a_folder_runs_before_the_user_trusts_it()
    {
        var imported = Folder.Canary("canary-of-props").Replace(" Sdk=\"Microsoft.NET.Sdk\"", "", StringComparison.Ordinal).Replace("Sing", "SingToo", StringComparison.Ordinal);
        using var folder = new Folder(
            ("Lib.csproj", Folder.Canary("canary")),
            ("Directory.Build.props", imported),
            ("All.slnx", """<Solution><Project Path="Lib.csproj" /></Solution>"""),
            ("All.slnf", """{"solution":{"path":"All.slnx","projects":["Lib.csproj"]}}"""),
            ("Lib.cs", "public static class Lib { }"));
        string[] Canaries() => [.. Directory.GetFiles(folder.Root, "canary*", SearchOption.AllDirectories).Select(file => Path.GetFileName(file)!).Order(StringComparer.Ordinal)];

        // All that can be called without a proof of trust.
        var store = new TrustStore(folder.UserFolders);
        foreach (var path in new[] { ".", "All.slnx", "All.slnf", "Lib.csproj" })
        {
            var target = WorkspaceTarget.Find(folder.At(path));
            Assert.False(store.IsTrusted(target.Root));
            Assert.Null(TrustedWorkspace.TryCreate(target, store));
            Assert.Equal(folder.At("Lib.csproj"), Assert.Single((await ProjectReader.ReadAsync(target, CancellationToken.None)).Projects));
        }

        folder.Write("../other/readme.md", "");
        await store.AddAsync(folder.At("../other"), CancellationToken.None);
        Assert.Null(TrustedWorkspace.TryCreate(WorkspaceTarget.Find(folder.Root), store));
        Assert.Empty(Canaries());

        // The detector can fire: with the user's word the same folder runs its code.
        var trusted = TrustedWorkspace.GrantedByUser(WorkspaceTarget.Find(folder.Root));
        await new SolutionOpener(folder.UserFolders, TimeProvider.System)
            .OpenAsync(trusted, SdkResolver.Resolve(trusted), TestSdk.Host, new OpenOptions { Restore = true }, new Progress<string>(), CancellationToken.None);
        Assert.Equal(["canary", "canary-of-props"], Canaries());
    }

    [Fact]
    public void Only_a_proof_of_trust_opens_a_workspace()
    {
        // Whoever can be called from outside and leads to MSBuild, an SDK of the folder or its analyzers asks for the proof.
        // Who is told of no folder can lead to none of it.
        var open = typeof(SolutionOpener).GetMethods().Where(method => method.DeclaringType == typeof(SolutionOpener) && method.IsPublic);
        var resolve = typeof(SdkResolver).GetMethods().Where(method => method.DeclaringType == typeof(SdkResolver) && method.IsPublic);
        Assert.All(open.Concat(resolve), method => Assert.True(method.GetParameters().FirstOrDefault() is not { } first || first.ParameterType == typeof(TrustedWorkspace), method.Name));
        Assert.Empty(typeof(TrustedWorkspace).GetConstructors());
    }

    [Fact]
    public async Task Trust_covers_what_is_below_and_an_sdk_that_is_not_installed_is_named()
    {
        using var folder = new Folder(("Lib.csproj", Folder.Slow), ("global.json", """{"sdk":{"version":"1.2.3"}}"""));
        var target = WorkspaceTarget.Find(folder.Root);
        var store = new TrustStore(folder.UserFolders);
        Assert.Null(TrustedWorkspace.TryCreate(target, store));
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
        using var folder = new Folder(("Lib.csproj", Folder.Slow));
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
        using var folder = new Folder(("inside/Lib.csproj", Folder.Slow), ("outside/Lib.csproj", Folder.Slow));
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
        using var folder = await new Folder(("Lib.csproj", Folder.Slow)).RestoredAsync("Lib.csproj");
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
        using var folder = await new Folder(("Lib.csproj", Folder.Slow)).RestoredAsync("Lib.csproj");
        var exception = await Assert.ThrowsAsync<WorkspaceException>(() => folder.OpenAsync(".", new OpenOptions { BuildTimeLimit = TimeSpan.FromSeconds(3) }));
        Assert.Equal("`dotnet msbuild` did not answer within 3 seconds and was ended: run `dotnet build` once to see what takes so long, or allow more with the environment variable ASSISTANT_BUILD_MINUTES", exception.Message);
        Assert.Equal(0, Sleepers(folder.Root));
    }

    [Theory]
    [InlineData(null, 5)]
    [InlineData("", 5)]
    [InlineData("45", 45)]
    [InlineData("0", null)]
    [InlineData("-1", null)]
    [InlineData("1e9", null)]
    [InlineData("soon", null)]
    public void The_time_limit_is_what_the_environment_says(string? value, int? minutes)
    {
        var variables = value is null ? [] : new Dictionary<string, string>(StringComparer.Ordinal) { [BuildEnvironment.TimeLimitVariable] = value };
        var environment = new BuildEnvironment(variables);
        if (minutes is { } number)
            Assert.Equal(TimeSpan.FromMinutes(number), environment.TimeLimit());
        else
            Assert.Equal($"the environment variable ASSISTANT_BUILD_MINUTES is '{value}': set it to a number of minutes from 1 to 1440, or remove it", Assert.Throws<WorkspaceException>(() => environment.TimeLimit()).Message);
        Assert.Equal(new BuildEnvironment(new Dictionary<string, string>(StringComparer.Ordinal)).Digest(TestSdk.Sdk), environment.Digest(TestSdk.Sdk));
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
