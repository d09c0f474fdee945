using Assistant.ModelHost.Gguf;
using Xunit;

namespace Assistant.ModelHost.Tests.Gguf;

/// <summary>Damage that happens by itself: a download cut short, bits that flip, and files that are no models.</summary>
public sealed class GgufDamageTests
{
    // A whole tiny model takes a third of it. A count in the header that was believed would take gigabytes.
    private const long AllocationLimit = 4 << 20;

    public static TheoryData<string, byte[], string> NoModels => new()
    {
        { "empty", [], "The file is empty" },
        { "short", "GG"u8.ToArray(), "ends in the middle of its first bytes" },
        { "page", "<!DOCTYPE html><html><body>Sign in to the proxy</body></html>"u8.ToArray(), "is a web page" },
        { "page in lower case", "<html><body>404</body></html>"u8.ToArray(), "is a web page" },
        { "page behind an empty line", "\r\n<!DOCTYPE html>"u8.ToArray(), "is a web page" },
        { "page with a mark", "\uFEFF<!DOCTYPE html>"u8.ToArray(), "is a web page" },
        { "pointer", "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n"u8.ToArray(), "pointer of Git LFS" },
        { "archive", "PK\u0003\u0004 and so on"u8.ToArray(), "zip archive" },
        { "big-endian", "GGUF\0\0\0\u0003"u8.ToArray(), "big-endian" },
        { "something else", "Hello, world"u8.ToArray(), "does not begin with the letters GGUF" },
    };

    [Theory]
    [MemberData(nameof(NoModels))]
    public void A_file_that_is_no_model_is_named(string name, byte[] file, string expected)
    {
        Assert.NotEmpty(name);
        Models.IsRejected(file, expected);
    }

    [Fact]
    public void A_big_endian_file_is_named()
    {
        var file = (byte[])Models.Dense.Clone();
        file.AsSpan(4, 4).Reverse();
        Models.IsRejected(file, "big-endian");
    }

    [Fact]
    public void A_file_cut_short_is_rejected_wherever_it_is_cut()
    {
        // Every KiB, and every few bytes of the header, where the pieces are small.
        const int headerLength = 20_000;
        var file = Models.Dense;
        var step = Models.FullCounts ? 1 : 41;
        var lengths = Enumerable.Range(1, (file.Length - 1) / 1024).Select(static kibibytes => kibibytes * 1024);
        foreach (var length in lengths.Concat(Enumerable.Range(0, headerLength / step).Select(at => at * step)).Append(file.Length - 1))
        {
            var rejection = Assert.Throws<GgufRejectedException>(() => Models.Read(file, length));
            Assert.True(length < 8 || rejection.Message.Contains("The file ends in the middle of", StringComparison.Ordinal), $"cut to {length} bytes: {rejection.Message}");
        }
    }

    [Fact]
    public void A_file_cut_short_says_where_and_how_much_is_missing()
    {
        var file = Models.Dense[..^1_000];
        Models.IsRejected(file, "The file ends in the middle of tensor blk.1.ffn_down.weight: 1,000 bytes are missing for it. Download it again.");
    }

    [Fact]
    public void A_file_that_becomes_shorter_while_it_is_read_is_rejected()
    {
        var rejection = Assert.Throws<GgufRejectedException>(() => GgufFile.Read(new MemoryStream(Models.Dense[..5_000]), Models.Dense.Length));
        Assert.Contains("became shorter", rejection.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Flipped_bits_never_do_more_than_be_rejected()
    {
        const int seed = 20_260_401;
        var random = new Random(seed);
        var rejected = 0;
        var count = Models.FullCounts ? 20_000 : 2_000;
        byte[][] models = [[.. Models.Dense], [.. Models.Experts], [.. Models.Hybrid]];
        for (var flip = 0; flip < count; flip++)
        {
            var model = models[flip % models.Length];
            // Most of a file is weights, of which every value is a model: nine of ten flips go into the first 24 KB.
            var bit = random.Next((flip % 10 == 0 ? model.Length : Math.Min(model.Length, 24_000)) * 8);
            model[bit / 8] ^= (byte)(1 << (bit % 8));
            var before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                Models.Read(model);
            }
            catch (GgufRejectedException)
            {
                rejected++;
            }
            catch (Exception exception) when (exception is not OutOfMemoryException)
            {
                Assert.Fail($"seed {seed}, flip {flip}, bit {bit}: {exception}");
            }
            model[bit / 8] ^= (byte)(1 << (bit % 8));
            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.True(allocated < AllocationLimit, $"seed {seed}, flip {flip}, bit {bit}: {allocated:N0} bytes were allocated");
        }
        // The detector works: many are rejected, and the ones in weights and texts are not.
        Assert.InRange(rejected, count / 10, count - (count / 10));
    }
}
