using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Assistant.Platform;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Assistant.Workspace.Loading;

/// <summary>
/// Analyzers and generators by path. Those that the user may build anew are loaded from a copy: a loaded file is locked on
/// Windows, which would break the user's own build, and its new content would never be seen. Packages and the SDK do not change.
/// </summary>
/// <param name="cacheFolder">The copies are made below it, each folder named by its content.</param>
internal sealed class AnalyzerFiles(string cacheFolder)
{
    private const int KeptCopies = 30;

    private readonly AnalyzerContexts contexts = new();
    private readonly ConcurrentDictionary<string, AnalyzerFileReference> references = new(StringComparer.Ordinal);

    private string Copies => Path.Combine(cacheFolder, "analyzers");

    /// <summary>A reference to an analyzer assembly.</summary>
    /// <param name="path">Full path of an existing file.</param>
    /// <param name="unchanging">Folders whose files never change.</param>
    public AnalyzerFileReference Get(string path, ImmutableArray<string> unchanging)
    {
        var loaded = unchanging.Any(folder => RealPath.IsInside(folder, path)) ? path : Copy(path);
        return references.GetOrAdd(loaded, full => new AnalyzerFileReference(full, contexts));
    }

    /// <summary>Removes copies that have not been made for long; those in use on Windows cannot be removed and stay.</summary>
    public void Prune()
    {
        foreach (var old in Files.FoldersIn(Copies).OrderByDescending(Files.LastWriteTimeUtc).Skip(KeptCopies))
            Files.DeleteOwnFolder(old);
    }

    // The whole folder: what the analyzer needs lies beside it, and nobody says which of the files that is.
    private string Copy(string path)
    {
        var files = Files.InFolder(Path.GetDirectoryName(path)!, "*.dll");
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in files)
            hash.AppendData(Encoding.UTF8.GetBytes($"{Path.GetFileName(file)}\0{Files.Sha256(file)}\0"));
        var folder = Path.Combine(Copies, Convert.ToHexString(hash.GetHashAndReset()).ToLowerInvariant());
        Files.CopyIntoNewFolder(files, folder);
        return Path.Combine(folder, Path.GetFileName(path));
    }
}
