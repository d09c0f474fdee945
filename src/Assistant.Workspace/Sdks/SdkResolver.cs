using Assistant.Platform;
using Assistant.Workspace.Sdks;

namespace Assistant.Workspace;

/// <summary>
/// Finds the SDK that builds a workspace. It asks for trust because <c>global.json</c> may name an SDK inside the folder,
/// whose compiler then runs here.
/// </summary>
public static class SdkResolver
{
    /// <summary>The first SDK whose Roslyn has all that this program was compiled against.</summary>
    private static readonly Version Oldest = new(9, 0, 300);

    private static string ExecutableName => OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet";

    private static string LibraryName => OperatingSystem.IsWindows() ? "hostfxr.dll" : OperatingSystem.IsMacOS() ? "libhostfxr.dylib" : "libhostfxr.so";

    /// <summary>The SDK that <c>dotnet build</c> in the workspace's folder would use.</summary>
    /// <exception cref="WorkspaceException">None fits; the message names what was found and what is needed.</exception>
    public static Sdk Resolve(TrustedWorkspace workspace) => Resolve(workspace.Target.Root);

    /// <summary>The newest SDK of the installation this program runs on, whatever a workspace says.</summary>
    /// <exception cref="WorkspaceException">There is none that fits.</exception>
    public static Sdk Newest() => Resolve(Path.GetPathRoot(AppContext.BaseDirectory)!);

    /// <summary>Full path of the <c>dotnet</c> of the installation this program runs on, however it was started.</summary>
    /// <exception cref="WorkspaceException">The installation was not found.</exception>
    public static string RunningDotnet() => Path.Combine(RunningRoot(), ExecutableName);

    internal static Sdk Resolve(string folder)
    {
        var root = RunningRoot();
        var answer = HostFxr.Resolve(Library(root), root, folder);
        if (answer.SdkFolder is null)
            throw new WorkspaceException(Missing(root, answer));
        return Checked(Describe(answer.SdkFolder), Environment.Version);
    }

    /// <summary>Guards the two versions that must fit: the SDK to our needs, and this process' runtime to the SDK's compiler.</summary>
    internal static Sdk Checked(Sdk sdk, Version runtime)
    {
        if (NumberOf(sdk.Version) is not { } version)
            throw new WorkspaceException($"the SDK folder {sdk.Folder} bears no version: name an installed SDK in global.json");
        if (version < Oldest)
            throw new WorkspaceException($"this folder resolves to .NET SDK {sdk.Version} ({sdk.Folder}), but {Oldest} or later is needed: install a newer SDK or change global.json");
        if (version.Major > runtime.Major)
            throw new WorkspaceException($"this folder resolves to .NET SDK {sdk.Version}, whose compiler needs the .NET {version.Major} runtime, "
                + $"but the assistant runs on {runtime}: install that runtime, or change global.json");
        if (!Files.Exists(sdk.DotnetExecutable))
            throw new WorkspaceException($"the SDK {sdk.Folder} has no {sdk.DotnetExecutable} to run it: install a complete SDK or change sdk.paths in global.json");
        return sdk;
    }

    /// <summary>The numbers of a semantic version, without a pre-release label; null when there are none.</summary>
    internal static Version? NumberOf(string version) =>
        Version.TryParse(version.Split('-', 2)[0], out var number) ? number : null;

    private static Sdk Describe(string folder)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        var root = Path.GetDirectoryName(Path.GetDirectoryName(full)!)!;
        return new Sdk(full, Path.GetFileName(full), root, Path.Combine(root, ExecutableName));
    }

    private static string RunningRoot()
    {
        // <root>/shared/Microsoft.NETCore.App/<version>/System.Private.CoreLib.dll
        var shared = Path.GetDirectoryName(typeof(object).Assembly.Location);
        var root = shared is null ? null : Path.GetFullPath(Path.Combine(shared, "..", "..", ".."));
        return root ?? throw new WorkspaceException("the .NET installation this program runs on could not be found: start it with `dotnet`");
    }

    private static string Library(string root)
    {
        var newest = Files.FoldersIn(Path.Combine(root, "host", "fxr"))
            .Where(folder => Files.Exists(Path.Combine(folder, LibraryName)))
            .MaxBy(folder => NumberOf(Path.GetFileName(folder)) ?? new Version(0, 0));
        return newest is null
            ? throw new WorkspaceException($"{root} holds no .NET host (host/fxr): install the .NET SDK {Oldest} or later there")
            : Path.Combine(newest, LibraryName);
    }

    private static string Missing(string root, HostFxr.Answer answer)
    {
        var installed = Files.FoldersIn(Path.Combine(root, "sdk"))
            .Where(folder => Files.Exists(Path.Combine(folder, "dotnet.dll")))
            .Select(Path.GetFileName)
            .ToList();
        var found = installed.Count == 0 ? $"none found in {root}" : $"found in {root}: {string.Join(", ", installed)}";
        return answer.GlobalJson is null
            ? $"no .NET SDK is installed ({found}): {Oldest} or later is needed"
            : $"{answer.GlobalJson} asks for .NET SDK {answer.RequestedVersion ?? "(see the file)"}, which is not installed ({found}): install it or change global.json ({Oldest} or later is needed)";
    }
}
