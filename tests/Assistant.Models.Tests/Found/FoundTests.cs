using System.Diagnostics;
using Assistant.Models.Found;
using Xunit;

namespace Assistant.Models.Tests.Found;

/// <summary>What is found of other programs, each in a tree as it writes it.</summary>
public sealed class FoundTests : IDisposable
{
    private readonly OtherPrograms programs = new();

    public void Dispose() => programs.Dispose();

    [Theory]
    [InlineData("registry.ollama.ai/library/qwen3/4b", "qwen3:4b")]
    [InlineData("registry.ollama.ai/somebody/model/latest", "somebody/model:latest")]
    [InlineData("hf.co/Qwen/Qwen3-4B-GGUF/Q4_K_M", "hf.co/Qwen/Qwen3-4B-GGUF:Q4_K_M")]
    public void Of_Ollama_a_model_has_the_name_that_Ollama_shows_and_the_digest_of_its_layer(string manifest, string name)
    {
        var content = OtherPrograms.Gguf("weights");
        programs.AddOllama(manifest, content);
        var found = Assert.Single(programs.Find().Models);
        Assert.Equal((name, "Ollama", (long)content.Length, OtherPrograms.Hex(content)), (found.Name, found.Program, found.Length, found.Digest?.Hex));
        Assert.Equal(content, File.ReadAllBytes(found.Path));
    }

    [Fact]
    public void Of_Hugging_Face_a_link_is_followed_and_the_name_of_the_blob_is_the_digest()
    {
        var content = OtherPrograms.Gguf("weights");
        programs.AddHuggingFace("Qwen--Qwen3-4B-GGUF", "Qwen3-4B-Q4_K_M.gguf", content);
        var found = Assert.Single(programs.Find().Models);
        Assert.Equal(("Qwen3-4B-Q4_K_M", "Hugging Face", OtherPrograms.Hex(content)), (found.Name, found.Program, found.Digest?.Hex));
        Assert.EndsWith($"blobs/{OtherPrograms.Hex(content)}", found.Path, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_Hugging_Face_the_name_of_a_file_that_lies_elsewhere_says_nothing()
    {
        // A git object has forty digits; and a link may lead anywhere.
        programs.AddHuggingFace("a--b", "small.gguf", OtherPrograms.Gguf("1"), blob: new string('a', 40));
        var other = programs.Write(new string('b', 64), OtherPrograms.Gguf("2"));
        File.CreateSymbolicLink(programs.At(".cache/huggingface/hub/models--a--b/snapshots/rev/other.gguf"), other);
        Assert.All(programs.Find().Models, model => Assert.Null(model.Digest));
        Assert.Equal(2, programs.Find().Models.Count);
    }

    [Theory]
    [InlineData(".lmstudio/models/lmstudio-community/Qwen3-4B-GGUF/Qwen3-4B-Q4_K_M.gguf", "LM Studio")]
    [InlineData(".cache/lm-studio/models/publisher/repository/Qwen3-4B-Q4_K_M.gguf", "LM Studio")]
    [InlineData(".cache/llama.cpp/Qwen3-4B-Q4_K_M.gguf", "llama.cpp")]
    public void A_file_with_a_name_of_its_own_is_called_by_it(string path, string program)
    {
        programs.Write(path, OtherPrograms.Gguf("weights"));
        var found = Assert.Single(programs.Find().Models);
        Assert.Equal(("Qwen3-4B-Q4_K_M", program, null, programs.At(path)), (found.Name, found.Program, found.Digest, found.Path));
    }

    [Theory]
    [InlineData("OLLAMA_MODELS", "disk", "disk/manifests/registry.ollama.ai/library/m/latest")]
    [InlineData("HF_HUB_CACHE", "disk", "disk/models--a--b/snapshots/rev/m.gguf")]
    [InlineData("HF_HOME", "disk", "disk/hub/models--a--b/snapshots/rev/m.gguf")]
    [InlineData("XDG_CACHE_HOME", "disk", "disk/huggingface/hub/models--a--b/snapshots/rev/m.gguf")]
    [InlineData("LLAMA_CACHE", "disk", "disk/m.gguf")]
    [InlineData("XDG_CACHE_HOME", "disk", "disk/llama.cpp/m.gguf")]
    public void The_environment_says_where_else_they_are(string variable, string value, string file)
    {
        var content = OtherPrograms.Gguf("weights");
        programs.Write($"disk/blobs/sha256-{OtherPrograms.Hex(content)}", content);
        programs.Write(file, file.EndsWith(".gguf", StringComparison.Ordinal) ? content : System.Text.Encoding.UTF8.GetBytes($$"""{"layers":[{"mediaType":"application/vnd.ollama.image.model","digest":"sha256:{{OtherPrograms.Hex(content)}}"}]}"""));
        Assert.Empty(programs.Find().Models);
        programs.Variables[variable] = programs.At(value);
        Assert.StartsWith("m", Assert.Single(programs.Find().Models).Name, StringComparison.Ordinal);
        // Relative to what is not known here.
        programs.Variables[variable] = value;
        Assert.Empty(programs.Find().Models);
    }

    [Fact]
    public void A_file_that_two_programs_share_is_found_once()
    {
        var content = OtherPrograms.Gguf("weights");
        programs.AddOllama("registry.ollama.ai/library/m/4b", content);
        programs.AddOllama("registry.ollama.ai/library/m/latest", content);
        Directory.CreateDirectory(programs.At(".lmstudio/models/a/b"));
        File.CreateSymbolicLink(programs.At(".lmstudio/models/a/b/m.gguf"), programs.At($".ollama/models/blobs/sha256-{OtherPrograms.Hex(content)}"));
        Assert.Equal("m:4b", Assert.Single(programs.Find().Models).Name);
    }

    [Fact]
    public void What_cannot_be_taken_over_is_counted_with_its_reason()
    {
        const string folder = ".lmstudio/models/a/b/";
        programs.Write(folder + "mmproj-model-f16.gguf", OtherPrograms.Gguf(""));
        programs.Write(folder + "big-00001-of-00003.gguf", OtherPrograms.Gguf(""));
        programs.Write(folder + "page.gguf", "<!DOCTYPE html>");
        programs.Write(folder + "empty.gguf", "");
        programs.Write(folder + "short.gguf", "GG");
        programs.Write(folder + "readme.md", "passed over");
        File.CreateSymbolicLink(programs.At(folder + "dangling.gguf"), programs.At("nowhere"));
        File.CreateSymbolicLink(programs.At(folder + "loop.gguf"), programs.At(folder + "loop.gguf"));
        Directory.CreateSymbolicLink(programs.At(folder + "up"), programs.At(".lmstudio"));
        programs.Write(folder + "good-00001-of-2.gguf", OtherPrograms.Gguf("positive control"));
        var found = programs.Find();
        Assert.Equal("good-00001-of-2", Assert.Single(found.Models).Name);
        Assert.Equal(
            [("big-00001-of-00003.gguf", LeftOutReason.Part), ("dangling.gguf", LeftOutReason.Unreadable), ("empty.gguf", LeftOutReason.NotGguf), ("loop.gguf", LeftOutReason.Unreadable), ("mmproj-model-f16.gguf", LeftOutReason.Projector), ("page.gguf", LeftOutReason.NotGguf), ("short.gguf", LeftOutReason.NotGguf)],
            found.LeftOut.Select(one => (Path.GetFileName(one.Path), one.Reason)).OrderBy(one => one.Item1, StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_pipe_where_a_file_should_be_stops_nothing()
    {
        programs.Write(".lmstudio/models/a/b/m.gguf", OtherPrograms.Gguf("positive control"));
        Directory.CreateDirectory(programs.At(".ollama/models/manifests/registry.ollama.ai/library/m"));
        foreach (var path in new[] { ".lmstudio/models/a/b/pipe.gguf", ".ollama/models/manifests/registry.ollama.ai/library/m/latest", ".lmstudio/models/a/b/SHA256SUMS" })
        {
            using var made = Process.Start("mkfifo", programs.At(path));
            await made.WaitForExitAsync();
        }

        File.CreateSymbolicLink(programs.At(".lmstudio/models/a/b/link.gguf"), "pipe.gguf");
        Assert.Equal("m", Assert.Single((await Task.Run(programs.Find).WaitAsync(TimeSpan.FromSeconds(30))).Models).Name);
    }

    [Fact]
    public void A_named_folder_may_be_one_of_another_program()
    {
        var (one, two) = (OtherPrograms.Gguf("one"), OtherPrograms.Gguf("two"));
        programs.AddOllama("registry.ollama.ai/library/m/4b", one);
        programs.AddHuggingFace("a--b", "x.gguf", two);
        Assert.Equal(OtherPrograms.Hex(one), Assert.Single(FoundModels.At(programs.Ollama).Models).Digest?.Hex);
        Assert.Equal(OtherPrograms.Hex(two), Assert.Single(FoundModels.At(programs.At(".cache/huggingface/hub")).Models).Digest?.Hex);
    }

    [Fact]
    public void A_list_of_digests_beside_a_file_or_above_is_what_is_stated_for_it()
    {
        var content = OtherPrograms.Gguf("weights");
        programs.Write("bundle/models/m.gguf", content);
        programs.Write("bundle/SHA256SUMS", $"{OtherPrograms.Hex([])}  assistant/assistant.dll\n{OtherPrograms.Hex(content)}  models/m.gguf\n");
        Assert.Equal(OtherPrograms.Hex(content), Assert.Single(FoundModels.At(programs.At("bundle/models")).Models).Digest?.Hex);
        programs.Write("bundle/models/SHA256SUMS", $"{OtherPrograms.Hex([1])} *./m.gguf\r\n");
        Assert.Equal(OtherPrograms.Hex([1]), Assert.Single(FoundModels.At(programs.At("bundle/models/m.gguf")).Models).Digest?.Hex);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{digest} m.gguf")]
    [InlineData("{digest}  ../m.gguf")]
    [InlineData("x{digest}  m.gguf")]
    [InlineData("{digest}  m.gguf.part")]
    [InlineData("z{digit}  m.gguf")]
    public void A_list_that_says_nothing_of_a_file_states_nothing(string list)
    {
        var digest = OtherPrograms.Hex([2]);
        Assert.NotNull(Sha256Sums.In($"{digest}  m.gguf", "m.gguf"));
        Assert.Null(Sha256Sums.In(list.Replace("{digest}", digest, StringComparison.Ordinal).Replace("{digit}", digest[1..], StringComparison.Ordinal), "m.gguf"));
    }
}
