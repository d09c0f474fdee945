using System.Security.Cryptography;
using System.Text;
using Assistant.Platform;

namespace Assistant.Workspace.Caching;

/// <summary>
/// The names behind the globs of a project: a new source file changes no project file, yet changes what is compiled.
/// </summary>
internal static class FolderListing
{
    /// <summary>SHA-256 of the names of a project's folder and all below it that may hold sources.</summary>
    public static string Deep(string folder) =>
        Digest(Files.Below(folder, FolderRules.MayHoldSources).Where(Counts));

    /// <summary>SHA-256 of the names of the files and folders directly in a folder.</summary>
    public static string Shallow(string folder) =>
        Digest(Files.InFolder(folder, "*").Where(Counts).Concat(Files.FoldersIn(folder).Where(sub => FolderRules.MayHoldSources(Path.GetFileName(sub)))));

    /// <summary>When a name in the folder, or in one below it, last came or went, UTC.</summary>
    public static DateTime LastChange(string folder, bool deep) =>
        (deep ? Files.FoldersBelow(folder, FolderRules.MayHoldSources) : [folder]).Max(Files.LastWriteTimeUtc);

    // Hidden files are an editor's or a tool's, and our own while one is being replaced. Two of them speak to the compiler.
    private static bool Counts(string path)
    {
        var name = Path.GetFileName(path);
        return !name.StartsWith('.') || name is ".editorconfig" or ".globalconfig";
    }

    private static string Digest(IEnumerable<string> paths)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var path in paths)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(path));
            hash.AppendData([0]);
        }

        return Convert.ToHexString(hash.GetHashAndReset());
    }
}
