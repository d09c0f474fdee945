using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using Assistant.Platform;

namespace Assistant.Workspace;

/// <summary>
/// Lends this process the Roslyn of one SDK, so that the compiler that verifies is the compiler that builds. Nothing of
/// Roslyn lies beside this program: the first type of it that is needed asks here. Call it before any method that mentions
/// a Roslyn type is compiled, and keep this file free of such types. A process holds one Roslyn for its whole life.
/// </summary>
public static class SdkRoslyn
{
    private const string CompilerFolder = "Roslyn/bincore";
    private const string RestFolder = "DotnetTools/dotnet-format";

    // The runtime has one default context per process, so this guard is as global as what it guards.
    private static readonly Lock Guard = new();
    private static string? installed;

    /// <summary>Makes the SDK's Roslyn this process' Roslyn.</summary>
    /// <exception cref="WorkspaceException">The SDK lacks a part.</exception>
    /// <exception cref="InvalidOperationException">Another SDK was loaded before: a program error.</exception>
    public static RoslynHost Load(Sdk sdk)
    {
        lock (Guard)
        {
            if (installed is null)
            {
                Install(sdk);
                installed = sdk.Folder;
            }
            else if (!string.Equals(installed, sdk.Folder, StringComparison.Ordinal))
            {
                throw new InvalidOperationException($"This process holds the Roslyn of {installed}; {sdk.Folder} needs another process.");
            }
        }

        return CreateHost();
    }

    // Not inlined: its body mentions Roslyn types, which must not be looked for before the handler stands.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static RoslynHost CreateHost() => RoslynHost.Create();

    private static void Install(Sdk sdk)
    {
        var compiler = Path.Combine(sdk.Folder, CompilerFolder);
        var rest = Path.Combine(sdk.Folder, RestFolder);
        Require(sdk, Path.Combine(compiler, "Microsoft.CodeAnalysis.dll"));
        Require(sdk, Path.Combine(compiler, "Microsoft.CodeAnalysis.CSharp.dll"));
        foreach (var name in RoslynHost.FeatureAssemblyNames)
            Require(sdk, Path.Combine(rest, name + ".dll"));
        AssemblyLoadContext.Default.Resolving += (context, name) => Resolve(context, name, compiler, rest);
    }

    private static Assembly? Resolve(AssemblyLoadContext context, AssemblyName name, string compiler, string rest)
    {
        // The compiler's own folder holds the precompiled copies: a third less start-up time than those beside dotnet-format.
        var folder = name.Name is "Microsoft.CodeAnalysis" or "Microsoft.CodeAnalysis.CSharp" ? compiler : rest;
        var path = Path.Combine(folder, name.Name + ".dll");
        return Files.Exists(path) ? context.LoadFromAssemblyPath(path) : null;
    }

    private static void Require(Sdk sdk, string path)
    {
        if (!Files.Exists(path))
            throw new WorkspaceException($".NET SDK {sdk.Version} lacks {path}: install the SDK from Microsoft, which has it");
    }
}
