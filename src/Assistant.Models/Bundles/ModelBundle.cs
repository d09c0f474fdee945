using System.Formats.Tar;
using System.Text;
using Assistant.Models.Found;
using Assistant.Models.Store;
using Assistant.Platform;

namespace Assistant.Models.Bundles;

/// <summary>
/// A tar of files with their <c>SHA256SUMS</c>, for a machine without network. The same files give the same bytes: their order is
/// that of their names, and times, owners and modes are fixed. It is written whole or not at all, and a file that is not what it
/// must be stops it.
/// </summary>
public static class ModelBundle
{
    /// <summary>Bytes that the tar adds to a file, at most: its header and the filling of its last block.</summary>
    private const int Frame = 1024;

    // Any fixed moment; 1970 is one that some programs take for none.
    private static readonly DateTimeOffset Moment = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    /// <summary>Bytes it takes, about.</summary>
    public static long Length(IEnumerable<BundleFile> files) => files.Sum(file => file.Length + Frame) + (1 << 16);

    /// <summary>Writes it.</summary>
    /// <param name="path">The file to make; its folder is there.</param>
    /// <param name="readMe">The text of its <c>README.txt</c>.</param>
    /// <param name="files">What goes into it.</param>
    /// <param name="progress">Told the bytes that are written.</param>
    /// <param name="cancellationToken">Ends it; nothing is left then.</param>
    /// <exception cref="ModelRefusedException">A file is not what it must be.</exception>
    /// <exception cref="IOException">A file cannot be read, or the bundle cannot be written.</exception>
    public static Task WriteAsync(string path, string readMe, IReadOnlyList<BundleFile> files, IProgress<long> progress, CancellationToken cancellationToken) =>
        AtomicFile.WriteNewAsync(path, (stream, token) => WriteAsync(stream, readMe, files, progress, token), cancellationToken);

    /// <summary>Writes it to a stream that can be sought in.</summary>
    internal static async Task WriteAsync(Stream to, string readMe, IReadOnlyList<BundleFile> files, IProgress<long> progress, CancellationToken cancellationToken)
    {
        await using var tar = new TarWriter(to, TarEntryFormat.Gnu, leaveOpen: true);
        var sums = new StringBuilder();
        long written = 0;
        await AddTextAsync("README.txt", readMe);
        foreach (var file in files.OrderBy(file => file.Name, StringComparer.Ordinal))
        {
            await using var content = new HashedFile(Files.OpenRead(file.Path), new Offset(progress, written));
            await AddAsync(file.Name, content);
            var found = content.Digest();
            if (file.Digest is not null && found != file.Digest)
                throw new ModelRefusedException($"{file.Path} has the SHA-256 {found} and should have {file.Digest}: it was changed since it came; nothing was written");
            sums.Append(Sha256Sums.Line(found, file.Name));
            written += file.Length;
        }

        await AddTextAsync(Sha256Sums.FileName, sums.ToString());

        async Task AddTextAsync(string name, string text)
        {
            await using var content = new HashedFile(new MemoryStream(Encoding.UTF8.GetBytes(text)), new Offset(progress, written));
            await AddAsync(name, content);
            // The list cannot hold itself.
            sums.Append(Sha256Sums.Line(content.Digest(), name));
        }

        Task AddAsync(string name, Stream content) => tar.WriteEntryAsync(
            new GnuTarEntry(TarEntryType.RegularFile, name) { DataStream = content, Mode = Mode, ModificationTime = Moment, AccessTime = Moment, ChangeTime = Moment },
            cancellationToken);
    }

    private sealed class Offset(IProgress<long> to, long before) : IProgress<long>
    {
        public void Report(long value) => to.Report(before + value);
    }
}
