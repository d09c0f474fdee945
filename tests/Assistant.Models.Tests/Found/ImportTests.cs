using Assistant.Models.Found;
using Assistant.Models.Store;
using Xunit;

namespace Assistant.Models.Tests.Found;

/// <summary>What is taken over stays where it is, is pinned, and is refused in words.</summary>
public sealed class ImportTests : IDisposable
{
    private static readonly byte[] Content = OtherPrograms.Gguf("weights");
    private static readonly Progress<long> Nobody = new();

    private readonly OtherPrograms programs = new();
    private readonly ModelStore store;
    private readonly ModelImport import;

    public ImportTests()
    {
        store = new ModelStore(programs.At("store"));
        import = new ModelImport(store);
    }

    public void Dispose() => programs.Dispose();

    [Fact]
    public async Task It_is_pinned_where_it_lies_by_the_digest_that_its_program_states()
    {
        programs.AddOllama("registry.ollama.ai/library/qwen3/4b", Content);
        var found = Assert.Single(programs.Find().Models);
        Assert.Null(import.Known(found));
        var (name, pin) = await TakeAsync(found);
        Assert.Equal(("qwen3-4b", found.Path, DigestOrigin.StatedBySource, "Ollama: qwen3:4b"), (name.Text, pin.Path, pin.Origin, pin.Source));
        Assert.Equal([programs.At("store/qwen3-4b.json")], Directory.GetFiles(store.Folder));
        Assert.Equal(name, import.Known(found)!.Name);
    }

    [Fact]
    public async Task A_file_that_is_not_what_its_program_says_is_refused()
    {
        programs.AddOllama("registry.ollama.ai/library/qwen3/4b", Content);
        var found = Assert.Single(programs.Find().Models);
        await File.WriteAllBytesAsync(found.Path, OtherPrograms.Gguf("WEIGHTS"));
        var refused = await Assert.ThrowsAsync<ModelRefusedException>(() => TakeAsync(found));
        Assert.Contains($"should have {found.Digest}", refused.Message, StringComparison.Ordinal);
        Assert.Empty(store.List());
    }

    [Fact]
    public async Task What_the_look_at_it_refuses_is_not_taken()
    {
        programs.AddOllama("registry.ollama.ai/library/qwen3/4b", Content);
        await Assert.ThrowsAsync<ModelRefusedException>(() => import.TakeAsync(Assert.Single(programs.Find().Models), null, _ => throw new ModelRefusedException("no"), Nobody, CancellationToken.None));
        Assert.Empty(store.List());
    }

    [Fact]
    public async Task A_name_that_is_another_files_is_refused_with_what_to_do()
    {
        programs.Write(".lmstudio/models/a/b/m.gguf", Content);
        programs.Write(".lmstudio/models/a/c/m.gguf", OtherPrograms.Gguf("another"));
        var found = programs.Find().Models;
        await TakeAsync(found[0]);
        var refused = await Assert.ThrowsAsync<ModelRefusedException>(() => TakeAsync(found[1]));
        Assert.Equal($"m is {found[0].Path} already: give this one another name (--as <name>)", refused.Message);
        Assert.Equal("n", (await TakeAsync(found[1], "n")).Name.Text);
        Assert.Equal(["m", "n"], store.List().Select(model => model.Name.Text));
    }

    [Fact]
    public async Task A_file_that_changed_since_it_was_taken_is_taken_again_under_its_name()
    {
        programs.Write(".lmstudio/models/a/b/m.gguf", Content);
        var found = Assert.Single(programs.Find().Models);
        await TakeAsync(found);
        await File.WriteAllBytesAsync(found.Path, OtherPrograms.Gguf("a new version"));
        Assert.Null(import.Known(found));
        Assert.Equal(OtherPrograms.Hex(OtherPrograms.Gguf("a new version")), (await TakeAsync(found)).Pin.Digest.Hex);
    }

    private Task<(ModelName Name, ModelPin Pin)> TakeAsync(FoundModel found, string? name = null) =>
        import.TakeAsync(found, name is null ? null : ModelName.TryParse(name), _ => { }, Nobody, CancellationToken.None);
}
