using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Assistant.Platform;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Assistant.Workspace.Loading;

/// <summary>
/// Analyzers and generators by path. Those that the user may build anew are loaded from a copy: a loaded file is locked on
/// Windows, which would break the user's own build, and its new content would never be seen. Packages and the SDK do not change.
/// </summary>
/// <param name="cacheFolder">The copies are made below it, each folder named by its content.</param>
/// <param name="time">Clock: the age of a copy decides when it goes.</param>
internal sealed class AnalyzerFiles(string cacheFolder, TimeProvider time)
{
    /// <summary>How long a copy stays that no opening of any process has taken: long enough that none still means to load it.</summary>
    private static readonly TimeSpan KeptFor = TimeSpan.FromDays(7);

    private readonly AnalyzerContexts contexts = new();
    private readonly ConcurrentDictionary<string, AnalyzerFileReference> references = new(StringComparer.Ordinal);

    // Folders that this process has taken. Roslyn loads from them when it first needs to, which may be any time later.
    private readonly ConcurrentDictionary<string, bool> taken = new(StringComparer.Ordinal);

    private readonly ConcurrentDictionary<string, string> failures = new(StringComparer.Ordinal);

    private string Copies => Path.Combine(cacheFolder, "analyzers");

    /// <summary>A reference to an analyzer assembly.</summary>
    /// <param name="path">Full path of an existing file.</param>
    /// <param name="unchanging">Folders whose files never change.</param>
    public AnalyzerFileReference Get(string path, ImmutableArray<string> unchanging)
    {
        var loaded = unchanging.Any(folder => RealPath.IsInside(folder, path)) ? path : Copy(path);
        return references.GetOrAdd(loaded, Load);
    }

    /// <summary>Why an analyzer assembly, or a generator in it, could not be loaded; null when all could.</summary>
    /// <param name="reference">One from <see cref="Get"/>.</param>
    public string? FailureOf(AnalyzerFileReference reference)
    {
        // No time is lost: every compilation asks for the generators, which are kept. Analyzers in an assembly without generators
        // are not loaded here, only looked up by name.
        reference.GetGenerators(LanguageNames.CSharp);
        return failures.GetValueOrDefault(reference.FullPath);
    }

    /// <summary>Removes copies that nobody took for a week, never one that this process has taken.</summary>
    public void Prune()
    {
        var oldest = time.GetUtcNow().UtcDateTime - KeptFor;
        foreach (var folder in Files.FoldersIn(Copies))
        {
            if (!taken.ContainsKey(folder) && Files.LastWriteTimeUtc(folder) < oldest)
                Files.RetireOwnFolder(folder);
        }
    }

    private AnalyzerFileReference Load(string path)
    {
        var reference = new AnalyzerFileReference(path, contexts);
        reference.AnalyzerLoadFailed += (_, failure) =>
        {
            // Without analyzers it may still hold generators; and one made for a newer compiler is left out by this SDK's own, too.
            if (failure.ErrorCode is not (AnalyzerLoadFailureEventArgs.FailureErrorCode.NoAnalyzers or AnalyzerLoadFailureEventArgs.FailureErrorCode.ReferencesNewerCompiler))
                failures.TryAdd(path, failure.Message);
        };
        return reference;
    }

    // The whole folder: what the analyzer needs lies beside it, and nobody says which of the files that is.
    private string Copy(string path)
    {
        var files = Files.InFolder(Path.GetDirectoryName(path)!, "*.dll");
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in files)
            hash.AppendData(Encoding.UTF8.GetBytes($"{Path.GetFileName(file)}\0{Files.Sha256(file)}\0"));
        var folder = Path.Combine(Copies, Convert.ToHexString(hash.GetHashAndReset()).ToLowerInvariant());
        taken[folder] = true;
        // Touched before it is relied on: another process that prunes leaves it, or has taken it away already, which shows here.
        if (!Files.TryTouchOwnFolder(folder, time.GetUtcNow().UtcDateTime))
            Files.CopyIntoNewFolder(files, folder);
        return Path.Combine(folder, Path.GetFileName(path));
    }
}
