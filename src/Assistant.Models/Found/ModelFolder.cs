using Assistant.Models.Store;
using Assistant.Platform;

namespace Assistant.Models.Found;

/// <summary>A folder whose model files have their own names, as that of LM Studio (<c>publisher/repository/file.gguf</c>), that of llama.cpp, or one that the user names.</summary>
internal static class ModelFolder
{
    /// <summary>Files that are looked at in one place; a folder with more is none of models.</summary>
    public const int MostFiles = 20_000;

    /// <summary>All model files in a folder and below it.</summary>
    public static IEnumerable<Sighting> In(string folder, string program) => Files.Below(folder, _ => true).Take(MostFiles).Where(IsGguf).Select(path => Of(path, program));

    /// <summary>One file.</summary>
    public static Sighting Of(string path, string program) =>
        GgufSight.Of(path, Path.GetFileName(path), NameOf(path), program, Sha256Sums.For);

    /// <summary>Whether a path ends as those of model files do.</summary>
    public static bool IsGguf(string path) => path.EndsWith(ModelStore.Ending, StringComparison.OrdinalIgnoreCase);

    /// <summary>The name of a file, without the ending of model files.</summary>
    public static string NameOf(string path) => IsGguf(path) ? Path.GetFileName(path)[..^ModelStore.Ending.Length] : Path.GetFileName(path);
}
