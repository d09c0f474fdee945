using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.CodeAnalysis;

namespace Assistant.Workspace.Loading;

/// <summary>Loads analyzers for Roslyn, one context for each folder. It lives as long as the process: contexts are not unloaded.</summary>
internal sealed class AnalyzerContexts : IAnalyzerAssemblyLoader
{
    private readonly ConcurrentDictionary<string, AnalyzerContext> contexts = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> known = new(StringComparer.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public void AddDependencyLocation(string fullPath) => known.TryAdd(Path.GetFileNameWithoutExtension(fullPath), fullPath);

    /// <inheritdoc/>
    public Assembly LoadFromPath(string fullPath) =>
        contexts.GetOrAdd(Path.GetDirectoryName(fullPath)!, folder => new AnalyzerContext(folder, known)).LoadFromAssemblyPath(fullPath);
}
