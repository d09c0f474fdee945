using System.Collections.Concurrent;
using Assistant.Platform;
using Microsoft.CodeAnalysis;

namespace Assistant.Workspace.Loading;

/// <summary>Compiled assemblies that projects refer to, each read once while its file does not change.</summary>
internal sealed class MetadataFiles
{
    private readonly ConcurrentDictionary<string, (DateTime Written, PortableExecutableReference Reference)> references = new(StringComparer.Ordinal);

    /// <summary>A reference to an assembly.</summary>
    /// <param name="path">Full path of an existing file.</param>
    /// <param name="properties">Aliases and such, which belong to the project and not to the file.</param>
    public MetadataReference Get(string path, MetadataReferenceProperties properties)
    {
        var written = Files.LastWriteTimeUtc(path);
        if (!references.TryGetValue(path, out var known) || known.Written != written)
        {
            known = (written, MetadataReference.CreateFromFile(path));
            references[path] = known;
        }

        return known.Reference.WithProperties(properties);
    }
}
