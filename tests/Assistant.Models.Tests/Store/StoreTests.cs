using System.Security.Cryptography;
using Assistant.Models.Store;
using Assistant.Platform;
using Xunit;

namespace Assistant.Models.Tests.Store;

/// <summary>What the store knows of its files, and what it lets the host load.</summary>
public sealed class StoreTests : IDisposable
{
    private static readonly ModelName Name = ModelName.TryParse("m")!;
    private static readonly byte[] Content = [.. "GGUF and some more"u8];
    private static readonly Progress<long> Nobody = new();

    private readonly TempFolder folder = TempFolder.Create("store-");
    private readonly ModelStore store;

    public StoreTests()
    {
        store = new ModelStore(Path.Combine(folder.Path, "models"));
        Directory.CreateDirectory(store.Folder);
    }

    private string Own => store.PathOf(Name);

    [Fact]
    public async Task A_file_that_came_by_itself_is_listed_and_not_loaded_until_it_is_pinned()
    {
        await File.WriteAllBytesAsync(Own, Content);
        var model = Assert.Single(store.List());
        Assert.Equal((ModelState.Unpinned, Content.Length), (model.State, (int)model.Length));
        Assert.Equal($"{Own} came by itself, so it is not used: if it is yours, say so once with: assistant models pin m", await RefusalAsync());
        await PinAsync(Own);
        Assert.Equal(ModelState.Pinned, Assert.Single(store.List()).State);
        Assert.Null(await RefusalAsync());
    }

    [Fact]
    public async Task What_is_written_over_is_refused_though_length_and_time_are_the_same()
    {
        await File.WriteAllBytesAsync(Own, Content);
        await PinAsync(Own);
        var written = File.GetLastWriteTimeUtc(Own);
        await File.WriteAllBytesAsync(Own, [.. "GGUF and some evil"u8]);
        File.SetLastWriteTimeUtc(Own, written);
        Assert.Equal(ModelState.Touched, store.Find(Name)!.State);
        Assert.Contains("is not the file that was taken as m: it was changed or replaced", await RefusalAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_replaced_by_another_file_of_the_same_length_is_refused()
    {
        await File.WriteAllBytesAsync(Own, Content);
        await PinAsync(Own);
        var other = Path.Combine(folder.Path, "other");
        await File.WriteAllBytesAsync(other, [.. "GGUF and some evil"u8]);
        File.SetLastWriteTimeUtc(other, File.GetLastWriteTimeUtc(Own));
        File.Move(other, Own, overwrite: true);
        Assert.Contains("changed or replaced", await RefusalAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_only_touched_is_read_once_and_is_known_again()
    {
        await File.WriteAllBytesAsync(Own, Content);
        await PinAsync(Own);
        File.SetLastWriteTimeUtc(Own, new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        Assert.Equal(ModelState.Touched, store.Find(Name)!.State);
        Assert.Null(await RefusalAsync());
        Assert.Equal(ModelState.Pinned, store.Find(Name)!.State);
    }

    [Fact]
    public async Task A_thorough_look_finds_what_the_cheap_one_cannot()
    {
        await File.WriteAllBytesAsync(Own, Content);
        var pin = await PinAsync(Own);
        // As a disk that rots would have it: other bytes, and nothing that tells so.
        await File.WriteAllBytesAsync(Own, [.. "GGUF and some evil"u8]);
        store.Take(Name, Own, pin.Digest, FileIdentity.At(Own)!.Value, "", DigestOrigin.AsItCame);
        Assert.Null(await RefusalAsync());
        Assert.NotNull(await RefusalAsync(isThorough: true));
    }

    [Fact]
    public async Task What_is_written_while_it_is_read_is_refused()
    {
        await File.WriteAllBytesAsync(Own, Content);
        await PinAsync(Own);
        await using var opened = Files.OpenRead(Own);
        var evil = new Told(() => File.WriteAllText(Own, "GGUF and some evil"));
        var refusal = await store.RefusalAsync(store.Find(Name)!, opened, isThorough: true, evil, CancellationToken.None);
        Assert.EndsWith("was written while it was read: try again when nobody writes it", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pipe_in_the_folder_is_no_model_and_nobody_waits_for_it()
    {
        using var made = System.Diagnostics.Process.Start("mkfifo", [Own]);
        await made.WaitForExitAsync();
        Assert.Null(store.Find(Name));
        Assert.Empty(store.List());
    }

    [Fact]
    public async Task A_file_of_another_program_stays_where_it_is_and_stays_when_it_is_removed()
    {
        var theirs = Path.Combine(folder.Path, "theirs.gguf");
        await File.WriteAllBytesAsync(theirs, Content);
        await PinAsync(theirs);
        var model = Assert.Single(store.List());
        Assert.Equal((theirs, ModelState.Pinned, false), (model.Path, model.State, store.Owns(model)));
        store.Remove(model.Name);
        Assert.Empty(store.List());
        Assert.True(File.Exists(theirs));
    }

    [Fact]
    public async Task Its_own_file_goes_when_it_is_removed()
    {
        await File.WriteAllBytesAsync(Own, Content);
        await PinAsync(Own);
        store.Remove(Name);
        Assert.Empty(Directory.GetFiles(store.Folder));
    }

    [Fact]
    public async Task What_is_gone_is_listed_as_gone()
    {
        var theirs = Path.Combine(folder.Path, "theirs.gguf");
        await File.WriteAllBytesAsync(theirs, Content);
        await PinAsync(theirs);
        File.Delete(theirs);
        Assert.Equal(ModelState.Missing, Assert.Single(store.List()).State);
    }

    [Fact]
    public async Task The_folder_can_be_moved_with_its_pins()
    {
        await File.WriteAllBytesAsync(Own, Content);
        await PinAsync(Own);
        var moved = new ModelStore(Path.Combine(folder.Path, "moved"));
        Directory.Move(store.Folder, moved.Folder);
        Assert.NotEqual(ModelState.Unpinned, moved.Find(Name)!.State);
        await using var opened = Files.OpenRead(moved.PathOf(Name));
        Assert.Null(await moved.RefusalAsync(moved.Find(Name)!, opened, isThorough: false, Nobody, CancellationToken.None));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("""{"path":"","sha256":"../../etc/passwd","device":0,"inode":0,"length":1,"written":0,"changed":0,"source":"","published":true}""")]
    [InlineData("""{"path":"../elsewhere.gguf","sha256":"0000000000000000000000000000000000000000000000000000000000000000","device":0,"inode":0,"length":1,"written":0,"changed":0,"source":"","published":true}""")]
    public async Task A_broken_pin_is_none(string text)
    {
        await File.WriteAllBytesAsync(Own, Content);
        await File.WriteAllTextAsync(Path.ChangeExtension(Own, ".json"), text);
        Assert.Equal(ModelState.Unpinned, store.Find(Name)!.State);
    }

    [Fact]
    public async Task Names_of_files_that_are_none_are_told_apart()
    {
        await File.WriteAllBytesAsync(Path.Combine(store.Folder, "my model (1).gguf"), Content);
        Assert.Empty(store.List());
        Assert.EndsWith("my model (1).gguf", Assert.Single(store.Unnamed()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("qwen3.5-4b-Q4_K_M", true)]
    [InlineData("a", true)]
    [InlineData("", false)]
    [InlineData(".hidden", false)]
    [InlineData("../up", false)]
    [InlineData("a/b", false)]
    [InlineData("a b", false)]
    [InlineData("a:b", false)]
    [InlineData("ende.", false)]
    [InlineData("ü", false)]
    [InlineData("con", false)]
    [InlineData("NUL.v2", false)]
    [InlineData("lpt1", false)]
    [InlineData("console", true)]
    public void Only_what_can_name_a_file_everywhere_is_a_name(string text, bool isName) => Assert.Equal(isName, ModelName.TryParse(text) is not null);

    [Theory]
    [InlineData("Qwen3 4B (final).v2", "Qwen3-4B--final-.v2")]
    [InlineData("../../x", "x")]
    [InlineData("***", "model")]
    [InlineData("qwen3:4b", "qwen3-4b")]
    public void Any_text_has_a_name_near_it(string text, string name) => Assert.Equal(name, ModelName.Near(text).Text);

    [Fact]
    public async Task The_digest_of_a_file_is_that_of_all_of_it_from_its_beginning()
    {
        var bytes = new byte[(1 << 20) + 7];
        new Random(1).NextBytes(bytes);
        using var stream = new MemoryStream(bytes) { Position = 99 };
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(bytes)), (await Sha256Digest.OfAsync(stream, Nobody, CancellationToken.None)).Hex);
    }

    public void Dispose() => folder.Dispose();

    private sealed class Told(Action at) : IProgress<long>
    {
        public void Report(long value) => at();
    }

    private Task<ModelPin> PinAsync(string path) => store.PinAsync(Name, path, "a test", null, _ => { }, Nobody, CancellationToken.None);

    private async Task<string?> RefusalAsync(bool isThorough = false)
    {
        await using var opened = Files.OpenRead(Own);
        return await store.RefusalAsync(store.Find(Name)!, opened, isThorough, Nobody, CancellationToken.None);
    }
}
