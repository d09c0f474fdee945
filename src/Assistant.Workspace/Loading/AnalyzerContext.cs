using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Reflection;
using System.Runtime.Loader;
using Assistant.Platform;

namespace Assistant.Workspace.Loading;

/// <summary>
/// The analyzers and generators of one folder with what they bring along. What the compiler itself is made of comes from this
/// process: a type of it loaded twice would be two types, and no analyzer of the one fits the other.
/// </summary>
internal sealed class AnalyzerContext(string folder, ConcurrentDictionary<string, string> known) : AssemblyLoadContext(folder)
{
    private static readonly FrozenSet<string> OfTheCompiler = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "Microsoft.CodeAnalysis",
        "Microsoft.CodeAnalysis.CSharp",
        "Microsoft.CodeAnalysis.VisualBasic",
        "Microsoft.CodeAnalysis.Workspaces",
        "Microsoft.CodeAnalysis.CSharp.Workspaces",
        "Microsoft.CodeAnalysis.VisualBasic.Workspaces",
        "Microsoft.CodeAnalysis.Features",
        "Microsoft.CodeAnalysis.CSharp.Features",
        "Microsoft.CodeAnalysis.Scripting",
        "System.Collections.Immutable",
        "System.Reflection.Metadata",
        "System.Composition.AttributedModel");

    /// <inheritdoc/>
    protected override Assembly? Load(AssemblyName assemblyName)
    {
        if (assemblyName.Name is not { } name || OfTheCompiler.Contains(name))
            return null;
        var beside = Path.Combine(Name!, name + ".dll");
        if (Files.Exists(beside))
            return LoadFromAssemblyPath(beside);
        // A package may hand its dependencies to the compiler from another folder.
        return known.TryGetValue(name, out var elsewhere) && Files.Exists(elsewhere) ? LoadFromAssemblyPath(elsewhere) : null;
    }
}
