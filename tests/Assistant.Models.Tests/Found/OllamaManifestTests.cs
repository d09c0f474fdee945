using System.Globalization;
using Assistant.Models.Found;
using Assistant.Models.Store;
using Xunit;
using Xunit.Abstractions;

namespace Assistant.Models.Tests.Found;

/// <summary>T12: what a manifest says never leads anywhere but to a blob, whatever it says.</summary>
public sealed class OllamaManifestTests(ITestOutputHelper output) : IDisposable
{
    private const string Manifest = "registry.ollama.ai/library/m/latest";

    private readonly OtherPrograms programs = new();

    public void Dispose() => programs.Dispose();

    [Theory]
    [InlineData("sha256:../../secret.gguf")]
    [InlineData("sha256-../../../secret.gguf")]
    [InlineData("/secret.gguf")]
    [InlineData("../secret.gguf")]
    [InlineData("")]
    [InlineData("sha256:")]
    [InlineData("md5:d41d8cd98f00b204e9800998ecf8427e")]
    [InlineData("sha256:zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz")]
    [InlineData("sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa/")]
    [InlineData("sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\\u0000")]
    [InlineData("sha256:sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    public void A_digest_that_is_none_leads_nowhere(string digest)
    {
        foreach (var place in new[] { "secret.gguf", ".ollama/secret.gguf", ".ollama/models/secret.gguf", ".ollama/models/blobs/secret.gguf", ".ollama/models/blobs/sha256-" })
            programs.Write(place, OtherPrograms.Gguf("secret"));
        programs.AddManifest(Manifest, $$"""{"layers":[{"mediaType":"application/vnd.ollama.image.model","digest":"{{digest}}"}]}""");
        programs.AddOllama("registry.ollama.ai/library/control/latest", OtherPrograms.Gguf("positive control"));
        var found = programs.Find();
        Assert.Equal("control:latest", Assert.Single(found.Models).Name);
        Assert.Equal(LeftOutReason.Unreadable, Assert.Single(found.LeftOut).Reason);
    }

    [Fact]
    public void A_manifest_that_is_damaged_costs_itself_alone()
    {
        var deep = string.Concat(Enumerable.Repeat("[", 100_000)) + string.Concat(Enumerable.Repeat("]", 100_000));
        string[] manifests = ["", "{", "null", "7", "[]", "\0\0\0", "{\"layers\":7}", "{\"layers\":[[]]}", "{\"layers\":[{\"digest\":{}}]}", $"{{\"x\":{deep}}}", $"{{\"layers\":{deep}}}", new string(' ', 2 << 20)];
        for (var index = 0; index < manifests.Length; index++)
            programs.AddManifest(string.Create(CultureInfo.InvariantCulture, $"registry.ollama.ai/library/bad/{index}"), manifests[index]);
        programs.Write(".ollama/models/manifests/.DS_Store", "passed over");
        programs.AddOllama("registry.ollama.ai/library/control/latest", OtherPrograms.Gguf("positive control"));
        var found = programs.Find();
        Assert.Equal("control:latest", Assert.Single(found.Models).Name);
        Assert.Equal(manifests.Length, found.LeftOut.Count);
        Assert.All(found.LeftOut, one => Assert.Equal(LeftOutReason.Unreadable, one.Reason));
    }

    [Theory]
    [InlineData("""{"layers":[]}""", LeftOutReason.NotGguf)]
    [InlineData("""{}""", LeftOutReason.NotGguf)]
    [InlineData("""{"layers":[null,{},{"mediaType":"application/vnd.ollama.image.tensor; name=x","digest":"x"}]}""", LeftOutReason.NotGguf)]
    [InlineData("""{"layers":[{"mediaType":"application/vnd.ollama.image.model"},{"mediaType":"application/vnd.ollama.image.model"}]}""", LeftOutReason.Part)]
    public void A_manifest_without_one_file_of_weights_is_left_out(string manifest, LeftOutReason reason)
    {
        programs.AddManifest(Manifest, manifest);
        Assert.Equal(reason, Assert.Single(programs.Find().LeftOut).Reason);
    }

    [Fact]
    public void A_blob_that_is_gone_or_no_GGUF_is_left_out()
    {
        programs.AddOllama("registry.ollama.ai/library/page/latest", [.. "<html>"u8]);
        programs.AddOllama("registry.ollama.ai/library/gone/latest", OtherPrograms.Gguf("gone"));
        File.Delete(programs.At($".ollama/models/blobs/sha256-{OtherPrograms.Hex(OtherPrograms.Gguf("gone"))}"));
        Assert.Equal([LeftOutReason.NotGguf, LeftOutReason.Unreadable], programs.Find().LeftOut.Select(one => one.Reason).Order());
    }

    [Fact]
    public void Whatever_text_becomes_a_digest_is_sixty_four_hexadecimal_digits()
    {
        const int count = 100_000;
        const string letters = "0123456789abcdefABCDEF:-/\\.%\0 \nsh٣ａ";
        var seed = Environment.TickCount;
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var digests = 0;
        for (var turn = 0; turn < count; turn++)
        {
            // Most are near to a digest: nothing else is of interest.
            var text = string.Concat(Enumerable.Range(0, random.Next(8) == 0 ? random.Next(200) : 64).Select(_ => letters[random.Next(random.Next(4) == 0 ? letters.Length : 22)]));
            text = random.Next(3) switch { 0 => "sha256:" + text, 1 => "sha256-" + text, _ => text };
            if (random.Next(2) == 0)
                text = new string([.. text.Select(letter => char.IsAsciiHexDigit(letter) || random.Next(40) > 0 ? letter : letters[random.Next(letters.Length)])]);
            if (Sha256Digest.TryParse(text) is not { } digest)
                continue;
            digests++;
            Assert.True(digest.Hex.Length == 64 && digest.Hex.All(char.IsAsciiHexDigitLower), $"seed {seed}, turn {turn}: {digest.Hex}");
            var path = Path.Combine("/blobs", "sha256-" + digest.Hex);
            Assert.True(path == Path.GetFullPath(path) && Path.GetDirectoryName(path) == "/blobs", $"seed {seed}, turn {turn}: {path}");
        }

        output.WriteLine($"{digests} of {count} were digests");
        // Positive control: the texts were near enough for some to be one.
        Assert.InRange(digests, 1, count - 1);
    }
}
