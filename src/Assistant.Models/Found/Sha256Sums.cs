using Assistant.Models.Store;
using Assistant.Platform;

namespace Assistant.Models.Found;

/// <summary>
/// Files <c>SHA256SUMS</c>, as <c>sha256sum</c> writes and checks them. The paths in them are never opened: they are compared with
/// that of a file that is there.
/// </summary>
public static class Sha256Sums
{
    /// <summary>What such a file is called.</summary>
    public const string FileName = "SHA256SUMS";

    private const int Digits = 64;
    private const long MostBytes = 1 << 20;

    /// <summary>The line of a file, with its line break.</summary>
    /// <param name="digest">Its digest.</param>
    /// <param name="path">Its path as the list has it, with forward slashes.</param>
    public static string Line(Sha256Digest digest, string path) => $"{digest.Hex}  {path}\n";

    /// <summary>What is stated for a file by a list beside it, or by one in the folder above.</summary>
    /// <param name="path">Full path of the file.</param>
    /// <returns>Null when nothing is.</returns>
    public static Sha256Digest? For(string path)
    {
        var folder = Path.GetDirectoryName(path);
        var name = Path.GetFileName(path);
        return folder is null ? null : Find(folder, name) ?? (Path.GetDirectoryName(folder) is { } above ? Find(above, $"{Path.GetFileName(folder)}/{name}") : null);
    }

    /// <summary>What is stated in a list for a path.</summary>
    /// <param name="list">The text of the list.</param>
    /// <param name="path">As the list has it, with forward slashes.</param>
    /// <returns>Null when nothing is.</returns>
    public static Sha256Digest? In(string list, string path)
    {
        foreach (var line in list.AsSpan().EnumerateLines())
        {
            // Two spaces, or a space and a star for what was read as bytes.
            if (line.Length > Digits + 2 && line[Digits] == ' ' && line[Digits + 1] is ' ' or '*' && WithoutDot(line[(Digits + 2)..]).SequenceEqual(path))
                return Sha256Digest.TryParse(line[..Digits].ToString());
        }

        return null;
    }

    private static ReadOnlySpan<char> WithoutDot(ReadOnlySpan<char> path) => path.StartsWith("./") ? path[2..] : path;

    private static Sha256Digest? Find(string folder, string path)
    {
        var list = Path.Combine(folder, FileName);
        try
        {
            return RealPath.Of(list) is { } real && Files.Length(real) is > 0 and <= MostBytes ? In(Files.ReadAllText(real), path) : null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
