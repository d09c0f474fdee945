using Assistant.Core.Snapshots;
using Assistant.Platform;
using Assistant.Workspace;
using Assistant.Workspace.Building;
using Microsoft.CodeAnalysis;

namespace Assistant.EndToEnd;

/// <summary>A generated workspace in a temporary folder, with a cache and settings of its own.</summary>
internal sealed class Folder : IDisposable
{
    public const string Library = """
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup><TargetFramework>net10.0</TargetFramework><Nullable>enable</Nullable><ImplicitUsings>enable</ImplicitUsings></PropertyGroup>
        </Project>
        """;

    /// <summary>A project that waits in a target before the compiler and says so by a file.</summary>
    public const string Slow = """
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup>
          <Target Name="Wait" BeforeTargets="CoreCompile"><Exec Command="touch started; exec sleep 98765" /></Target>
        </Project>
        """;

    private readonly TempFolder temp = TempFolder.Create("assistant-test-");
    private readonly BuildEnvironment environment;
    private readonly SolutionOpener opener;

    public Folder(params (string Path, string Text)[] files)
        : this(BuildEnvironment.OfThisProcess(), files)
    {
    }

    public Folder(BuildEnvironment environment, params (string Path, string Text)[] files)
    {
        this.environment = environment;
        foreach (var (path, text) in files)
            Write(path, text);
        opener = NewOpener(environment);
    }

    public string Root => Path.Combine(temp.Path, "outer", "workspace");

    public UserFolders UserFolders => new(name => name switch
    {
        "XDG_CONFIG_HOME" => Path.Combine(temp.Path, "config"),
        "XDG_CACHE_HOME" => Path.Combine(temp.Path, "cache"),
        _ => null,
    });

    /// <summary>A project that leaves a file as soon as MSBuild builds any target of it, or of what imports it.</summary>
    public static string Canary(string name) => $"""
        <Project Sdk="Microsoft.NET.Sdk" InitialTargets="Sing">
          <PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup>
          <Target Name="Sing"><Exec Command="touch '$(MSBuildProjectDirectory)/{name}'" /></Target>
        </Project>
        """;

    public string At(string path) => Path.GetFullPath(Path.Combine(Root, path));

    public void Write(string path, string text) => WriteBytes(path, System.Text.Encoding.UTF8.GetBytes(text));

    public void WriteBytes(string path, byte[] content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(At(path))!);
        File.WriteAllBytes(At(path), content);
    }

    public SolutionOpener NewOpener(BuildEnvironment variables) => new(UserFolders, TimeProvider.System, variables);

    public async Task<Folder> RestoredAsync(string path)
    {
        var command = new SdkCommand(TestSdk.Sdk, environment, TimeSpan.FromMinutes(2));
        var result = await command.RunAsync(["restore", At(path), "-v:q", "-nologo", "-nodeReuse:false"], Root, CancellationToken.None);
        Xunit.Assert.True(result.ExitCode == 0, result.Output + result.Error);
        // The cache refuses an answer whose inputs are as new as the build itself.
        return this;
    }

    public Task<OpenedSolution> OpenAsync(string path, OpenOptions? options = null, SolutionOpener? with = null, CancellationToken cancellationToken = default) =>
        (with ?? opener).OpenAsync(
            TrustedWorkspace.GrantedByUser(WorkspaceTarget.Find(At(path))),
            TestSdk.Sdk,
            TestSdk.Host,
            options ?? new OpenOptions(),
            new Progress<string>(),
            cancellationToken);

    public void Dispose() => temp.Dispose();

    public static async Task<List<string>> ErrorsAsync(Snapshot snapshot)
    {
        var errors = new List<string>();
        foreach (var project in snapshot.Solution.Projects)
        {
            var compilation = await project.GetCompilationAsync();
            errors.AddRange(compilation!.GetDiagnostics().Where(one => one.Severity is DiagnosticSeverity.Error).Select(one => $"{project.Name}: {one}"));
        }

        return errors;
    }
}
