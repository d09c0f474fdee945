using System.Text.RegularExpressions;
using Assistant.Models.Store;
using Assistant.Platform;

namespace Assistant.Models.Found;

/// <summary>The first look at a file: by its name, and by the four bytes that it begins with. Whether it is sound is found out when it is taken over.</summary>
internal static partial class GgufSight
{
    private static ReadOnlySpan<byte> Magic => "GGUF"u8;

    /// <summary>Looks at a file.</summary>
    /// <param name="path">Its path; links are followed.</param>
    /// <param name="fileName">The name that tells what it is, which is not always that of the path.</param>
    /// <param name="name">What it is called.</param>
    /// <param name="program">Who keeps it.</param>
    /// <param name="digest">Gives the digest that is stated for it, by its real path.</param>
    public static Sighting Of(string path, string fileName, string name, string program, Func<string, Sha256Digest?> digest)
    {
        if (fileName.Contains("mmproj", StringComparison.OrdinalIgnoreCase))
            return new Sighting.LeftOut(path, LeftOutReason.Projector);
        if (PartName().IsMatch(fileName))
            return new Sighting.LeftOut(path, LeftOutReason.Part);
        try
        {
            if (RealPath.Of(path) is not { } real)
                return new Sighting.LeftOut(path, LeftOutReason.Unreadable);
            // What is no plain file has no length, and opening a pipe would wait for ever.
            if (Files.Length(real) < Magic.Length)
                return new Sighting.LeftOut(path, LeftOutReason.NotGguf);
            using var opened = Files.OpenRead(real);
            Span<byte> beginning = stackalloc byte[Magic.Length];
            return opened.ReadAtLeast(beginning, beginning.Length, throwOnEndOfStream: false) == beginning.Length && beginning.SequenceEqual(Magic)
                ? new Sighting.Usable(new FoundModel(name, real, opened.Length, program, digest(real)))
                : new Sighting.LeftOut(path, LeftOutReason.NotGguf);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return new Sighting.LeftOut(path, LeftOutReason.Unreadable);
        }
    }

    [GeneratedRegex(@"-[0-9]{5}-of-[0-9]{5}\.gguf\z", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PartName();
}
