using System.Buffers.Binary;
using System.Formats.Tar;
using System.Security.Cryptography;
using System.Text;
using Assistant.Models.Bundles;
using Assistant.Models.Store;
using Assistant.Platform;
using Xunit;

namespace Assistant.Models.Tests.Bundles;

/// <summary>A bundle holds what it says, is the same each time, and is there as a whole or not at all.</summary>
public sealed class BundleTests : IDisposable
{
    private static readonly Progress<long> Nobody = new();

    private readonly TempFolder folder = TempFolder.Create("bundle-");

    private string Bundle => Path.Combine(folder.Path, "out", "b.tar");

    public BundleTests() => Directory.CreateDirectory(Path.GetDirectoryName(Bundle)!);

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task It_holds_the_files_and_a_list_of_their_digests()
    {
        BundleFile[] files = [File("models/m.gguf", "weights"), File("assistant/a.dll", "program"), File("assistant/empty", "")];
        await ModelBundle.WriteAsync(Bundle, "read me\n", files, Nobody, CancellationToken.None);
        var held = await ReadAsync(Bundle);
        Assert.Equal(["README.txt", "assistant/a.dll", "assistant/empty", "models/m.gguf", "SHA256SUMS"], held.Select(entry => entry.Name));
        Assert.Equal(["read me\n", "program", "", "weights"], held.SkipLast(1).Select(entry => entry.Text));
        Assert.Equal(string.Concat(held.SkipLast(1).Select(entry => $"{Hex(entry.Text)}  {entry.Name}\n")), held[^1].Text);
        Assert.InRange(ModelBundle.Length(files), new FileInfo(Bundle).Length, long.MaxValue);
    }

    [Fact]
    public async Task The_same_files_give_the_same_bytes_whenever_and_in_whatever_order()
    {
        BundleFile[] files = [File("models/m.gguf", "weights"), File("assistant/a.dll", "program")];
        await ModelBundle.WriteAsync(Bundle, "read me\n", files, Nobody, CancellationToken.None);
        System.IO.File.SetLastWriteTimeUtc(files[0].Path, new DateTime(2001, 2, 3, 4, 5, 6, DateTimeKind.Utc));
        await ModelBundle.WriteAsync(Bundle + "2", "read me\n", [.. files.Reverse()], Nobody, CancellationToken.None);
        Assert.Equal(await System.IO.File.ReadAllBytesAsync(Bundle), await System.IO.File.ReadAllBytesAsync(Bundle + "2"));
        await ModelBundle.WriteAsync(Bundle + "3", "read me\n", [files[0]], Nobody, CancellationToken.None);
        Assert.NotEqual(await System.IO.File.ReadAllBytesAsync(Bundle), await System.IO.File.ReadAllBytesAsync(Bundle + "3"));
    }

    [Fact]
    public async Task A_file_that_is_not_what_was_pinned_leaves_nothing()
    {
        var wrong = File("models/m.gguf", "weights") with { Digest = Sha256Digest.TryParse(Hex("WEIGHTS")) };
        await Assert.ThrowsAsync<ModelRefusedException>(() => ModelBundle.WriteAsync(Bundle, "", [wrong], Nobody, CancellationToken.None));
        Assert.Empty(Directory.GetFileSystemEntries(Path.GetDirectoryName(Bundle)!));
        await ModelBundle.WriteAsync(Bundle, "", [wrong with { Digest = Sha256Digest.TryParse(Hex("weights")) }], Nobody, CancellationToken.None);
        Assert.Single(Directory.GetFileSystemEntries(Path.GetDirectoryName(Bundle)!));
    }

    [Fact]
    public async Task One_that_is_stopped_leaves_nothing()
    {
        using var stopping = new CancellationTokenSource();
        var stop = new Stop(stopping);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ModelBundle.WriteAsync(Bundle, "", [File("m", new string('x', 1 << 20))], stop, stopping.Token));
        Assert.Empty(Directory.GetFileSystemEntries(Path.GetDirectoryName(Bundle)!));
    }

    [Fact]
    public async Task A_file_that_stands_there_is_not_written_over()
    {
        await System.IO.File.WriteAllTextAsync(Bundle, "mine");
        await Assert.ThrowsAsync<IOException>(() => ModelBundle.WriteAsync(Bundle, "", [File("m", "x")], Nobody, CancellationToken.None));
        Assert.Equal("mine", await System.IO.File.ReadAllTextAsync(Bundle));
    }

    [Fact]
    public async Task A_model_of_more_than_eight_gibibytes_has_its_length_in_the_header()
    {
        const long length = (20L << 30) + 1;
        var path = Path.Combine(folder.Path, "huge");
        await using (var sparse = new FileStream(path, FileMode.Create))
            sparse.SetLength(length);
        using var head = new Head();
        await Assert.ThrowsAsync<IOException>(() => ModelBundle.WriteAsync(head, "", [new BundleFile("models/huge.gguf", path, length, null)], Nobody, CancellationToken.None));
        // Behind the header of an empty README.txt. The field has twelve bytes: a mark that a number follows and no digits, and the number.
        const int header = 512, field = header + 124;
        var bytes = head.Inner.ToArray();
        Assert.StartsWith("models/huge.gguf", Encoding.ASCII.GetString(bytes, header, 100), StringComparison.Ordinal);
        Assert.Equal((0x80, length), (bytes[field], BinaryPrimitives.ReadInt64BigEndian(bytes.AsSpan(field + 4))));
    }

    private static async Task<List<(string Name, string Text)>> ReadAsync(string path)
    {
        var entries = new List<(string, string)>();
        await using var file = System.IO.File.OpenRead(path);
        await using var reader = new TarReader(file);
        while (await reader.GetNextEntryAsync() is { } entry)
        {
            Assert.Equal((0, 0, "", "", new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero)), (entry.Uid, entry.Gid, ((GnuTarEntry)entry).UserName, ((GnuTarEntry)entry).GroupName, entry.ModificationTime));
            using var text = new StreamReader(entry.DataStream ?? Stream.Null);
            entries.Add((entry.Name, await text.ReadToEndAsync()));
        }

        return entries;
    }

    private BundleFile File(string name, string text)
    {
        var path = Path.Combine(folder.Path, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        System.IO.File.WriteAllText(path, text);
        return new BundleFile(name, path, text.Length, null);
    }

    private static string Hex(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private sealed class Stop(CancellationTokenSource stopping) : IProgress<long>
    {
        public void Report(long value)
        {
            if (value > 0)
                stopping.Cancel();
        }
    }

    // Takes the beginning, and then no more.
    private sealed class Head : Stream
    {
        private const int Most = 4096;

        public MemoryStream Inner { get; } = new();

        public override bool CanRead => false;

        public override bool CanSeek => true;

        public override bool CanWrite => true;

        public override long Length => Inner.Length;

        public override long Position { get => Inner.Position; set => Inner.Position = value; }

        public override void Flush() => Inner.Flush();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => Inner.Seek(offset, origin);

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count)
        {
            Inner.Write(buffer, offset, Math.Min(count, Most));
            if (Inner.Length > Most)
                throw new IOException("enough");
        }
    }
}
