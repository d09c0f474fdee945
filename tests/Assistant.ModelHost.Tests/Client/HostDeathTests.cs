using Assistant.Models;
using Assistant.Platform;
using Xunit;

namespace Assistant.ModelHost.Tests.Client;

/// <summary>Why the host died, in words.</summary>
public sealed class HostDeathTests : IDisposable
{
    private readonly TempFolder folder = TempFolder.Create("death-");

    private string Model => Path.Combine(folder.Path, "small.gguf");

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(137, "", "MakingContext", "8192", "out of memory at context 8192: try 2048 (assistant host --context)")]
    [InlineData(null, "", "MakingContext", "8192", "out of memory at context 8192: try 2048 (assistant host --context)")]
    [InlineData(137, "", "MakingContext", "1024", "out of memory at context 1024: try 512 (assistant host --context)")]
    [InlineData(137, "", "MakingContext", "no number", "it was killed, or small.gguf ran out of memory")]
    [InlineData(137, "", "Loading", "", "out of memory while loading small.gguf of 0.0 GB: take a smaller model")]
    [InlineData(null, "", "Loading", "", "out of memory while loading small.gguf of 0.0 GB: take a smaller model")]
    [InlineData(137, "", "Serving", "", "it was killed, or small.gguf ran out of memory")]
    [InlineData(null, "", "Serving", "", "it was ended from outside")]
    [InlineData(134, "GGML_ASSERT at ggml.c:1", "Serving", "", "llama.cpp failed with small.gguf")]
    [InlineData(139, "", "Serving", "", "llama.cpp failed with small.gguf")]
    [InlineData(135, "", "Loading", "", "llama.cpp failed with small.gguf")]
    [InlineData(139, "", "Serving", "/adapters/mine.gguf", "llama.cpp failed with small.gguf with the adapter mine.gguf")]
    [InlineData(137, "", "Serving", "/adapters/mine.gguf", "it was killed, or small.gguf with the adapter mine.gguf ran out of memory")]
    // The file of the note is the adapter's.
    [InlineData(139, "", "Adapting", "8192", "llama.cpp failed with small.gguf")]
    [InlineData(137, "", "Adapting", "8192", "out of memory at context 8192: try 2048 (assistant host --context)")]
    [InlineData(134, "", "Aborting", "GGML_ASSERT(n > 0) failed", "llama.cpp gave up: GGML_ASSERT(n > 0) failed")]
    [InlineData(0, "", "Serving", "", "it was told to end")]
    [InlineData(2, "first\nassistant: the host cannot listen: no", "Serving", "", "the host cannot listen: no")]
    [InlineData(3, "", "Serving", "", "it ended with code 3")]
    public void A_death_has_its_words(int? code, string said, string doing, string detail, string expected)
    {
        File.WriteAllText(Model, "model");
        Assert.Equal(expected, HostDeath.Words(code, said, new HostNote(1, Enum.Parse<HostDoing>(doing), detail, Model, FileStamp.Of(Model)!.Value)));
    }

    [Theory]
    [InlineData(null, "it was ended from outside")]
    [InlineData(137, "it was killed, or a model ran out of memory")]
    [InlineData(139, "llama.cpp failed with a model")]
    [InlineData(0, "it was told to end")]
    public void One_that_did_not_get_far_has_words_too(int? code, string expected)
    {
        Assert.Equal(expected, HostDeath.Words(code, "", null));
        Assert.Equal(expected, HostDeath.Words(code, "", new HostNote(1, HostDoing.Nothing, "", "", default)));
    }

    [Fact]
    public void A_model_file_that_is_another_one_now_is_named_first() => Renamed(HostDoing.Serving, "model");

    [Fact]
    public void So_is_an_adapter_file_that_is_being_read() => Renamed(HostDoing.Adapting, "adapter");

    private void Renamed(HostDoing doing, string what)
    {
        File.WriteAllText(Model, "model");
        var note = new HostNote(1, doing, "", Model, FileStamp.Of(Model)!.Value);
        File.WriteAllText(Model, "mod");
        Assert.Equal($"the {what} file {Model} changed while it was in use", HostDeath.Words(135, "", note));
        File.Delete(Model);
        Assert.Equal($"the {what} file {Model} was deleted while it was in use", HostDeath.Words(135, "", note));
    }

    [Fact]
    public void A_note_is_read_as_it_was_written_and_a_damaged_one_is_none()
    {
        var path = Path.Combine(folder.Path, "note");
        var note = new HostNote(7, HostDoing.Aborting, "two\nlines", "/m/a b.gguf", new FileStamp(3, 4));
        note.Write(path);
        Assert.Equal(note with { Detail = "two lines" }, HostNote.Read(path));
        foreach (var text in new[] { "", "7\n", "x\nServing\n\n\n0\n0\n", "7\nDancing\n\n\n0\n0\n", "-7\nServing\n\n\n0\n0\n" })
        {
            File.WriteAllText(path, text);
            Assert.Null(HostNote.Read(path));
        }

        File.Delete(path);
        Assert.Null(HostNote.Read(path));
    }
}
