using System.Security.Cryptography;
using Assistant.Models.Tests.Kit;
using Assistant.Platform;
using Assistant.RandomModels;
using Xunit;

namespace Assistant.Models.Tests.Processes;

/// <summary><c>assistant models import</c> and <c>bundle</c> by the real program, with real (tiny) models.</summary>
[Trait("Speed", "Slow")]
public sealed class ImportProcessTests : IDisposable
{
    private readonly Verbs verbs = new();

    public void Dispose() => verbs.Dispose();

    [Fact]
    public async Task What_Ollama_has_is_listed_taken_over_without_a_copy_and_answers()
    {
        var blob = AddOllama("registry.ollama.ai/library/tiny/1b");
        var list = await verbs.RunAsync("import");
        Assert.Equal(0, list.ExitCode);
        Assert.Contains("tiny:1b", list.Output, StringComparison.Ordinal);
        Assert.Contains("to take one over: assistant models import tiny:1b", list.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(verbs.Store.Folder));

        var taken = await verbs.RunAsync("import", "tiny:1b");
        Assert.Equal((0, "tiny-1b\n"), (taken.ExitCode, taken.Output));
        Assert.Contains("its SHA-256 is the one that is stated for it", taken.Error, StringComparison.Ordinal);
        Assert.Equal([Path.Combine(verbs.Store.Folder, "tiny-1b.json")], Directory.GetFiles(verbs.Store.Folder));
        var again = await verbs.RunAsync("import", "--all");
        Assert.Equal((0, "tiny-1b\n"), (again.ExitCode, again.Output));
        Assert.Contains("is taken over already, as tiny-1b", again.Error, StringComparison.Ordinal);
        Assert.Equal(0, (await verbs.RunAsync("verify")).ExitCode);

        // The host loads it from where it lies.
        verbs.Variables["XDG_RUNTIME_DIR"] = verbs.At("run");
        try
        {
            var answer = await verbs.CommandAsync("dotnet", [Verbs.Assistant, "debug", "generate", "--model", "tiny-1b", "--max-tokens", "4", "var x = "], TimeSpan.FromMinutes(1));
            Assert.True(answer.ExitCode == 0, answer.Error);
            Assert.Contains("4 out", answer.Error, StringComparison.Ordinal);
        }
        finally
        {
            if (HostNote.Read(verbs.At("run/assistant/host.note")) is { } note)
                OtherProcess.Kill(note.ProcessId, _ => true);
        }

        // Taken out of the store it stays with its owner.
        Assert.Equal(0, (await verbs.RunAsync("remove", "tiny-1b")).ExitCode);
        Assert.True(File.Exists(blob));
    }

    [Fact]
    public async Task The_latest_is_meant_where_no_tag_is_typed()
    {
        AddOllama("registry.ollama.ai/library/tiny/latest");
        var taken = await verbs.RunAsync("import", "Tiny");
        Assert.Equal((0, "tiny-latest\n"), (taken.ExitCode, taken.Output));
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_is_told_before_anything_is_read()
    {
        var blob = AddOllama("registry.ollama.ai/library/tiny/1b");
        Directory.CreateDirectory(Path.GetDirectoryName(verbs.Store.Folder)!);
        await File.WriteAllTextAsync(verbs.Store.Folder, "a file where the folder should be");
        // Longer than its description says: reading it would refuse it.
        await File.AppendAllTextAsync(blob, "more");
        var refused = await verbs.RunAsync("import", "tiny:1b");
        Assert.Equal((2, ""), (refused.ExitCode, refused.Output));
        Assert.Contains($"nothing can be written in {verbs.Store.Folder}, where models are kept", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_wrong_is_said_in_one_line_with_what_to_do()
    {
        AddOllama("registry.ollama.ai/library/evil\u001b[31m\u202e/1b");
        Directory.CreateDirectory(verbs.At("empty"));
        var sound = await File.ReadAllBytesAsync(Directory.GetFiles(verbs.At("home/.ollama/models/blobs"))[0]);
        await File.WriteAllBytesAsync(verbs.At("cut.gguf"), sound[..^1000]);
        await File.WriteAllTextAsync(verbs.At("page.gguf"), "<!DOCTYPE html>");
        foreach (var (arguments, words) in new (string[], string)[]
        {
            (["nothing"], "'nothing' is no file, no folder, and none of the models of other programs here: evil\\u{1B}[31m\\u{202E}:1b"),
            (["cut.gguf"], "cut.gguf is not taken: The file ends in the middle of tensor"),
            (["page.gguf"], "page.gguf cannot be taken over: it is no GGUF file"),
            (["empty"], "empty has no GGUF file that can be taken over"),
            (["--all", "--as", "a b"], "'a b' cannot be the name of a model"),
        })
        {
            var answer = await verbs.RunAsync(["import", .. arguments]);
            Assert.True((answer.ExitCode, answer.Output) == (2, ""), $"{arguments[0]}: {answer.ExitCode} {answer.Output}{answer.Error}");
            Assert.Contains(words, Assert.Single(answer.Error.Split('\n'), line => line.StartsWith("assistant: ", StringComparison.Ordinal)), StringComparison.Ordinal);
        }

        // T25: names are others' text.
        var list = await verbs.RunAsync("import");
        Assert.Contains("evil\\u{1B}[31m\\u{202E}:1b", list.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("\u001b", list.Output + list.Error, StringComparison.Ordinal);
        // Of several, those that are sound are taken, and something is left.
        var some = await verbs.RunAsync("import", "cut.gguf", "--all");
        Assert.Equal((1, "evil--31m--1b\n"), (some.ExitCode, some.Output));
    }

    [Fact]
    public async Task A_bundle_is_unpacked_checked_and_taken_over_where_there_is_no_network()
    {
        AddOllama("registry.ollama.ai/library/tiny/1b");
        Assert.Equal(0, (await verbs.RunAsync("import", "--all")).ExitCode);
        var made = await verbs.RunAsync("bundle", "b.tar");
        Assert.True((made.ExitCode, made.Output) == (0, verbs.At("b.tar") + "\n"), made.Error);
        Assert.Equal(2, (await verbs.RunAsync("bundle", "b.tar")).ExitCode);
        Assert.Equal(0, (await verbs.RunAsync("bundle", "c.tar", "--model", "tiny-1b")).ExitCode);
        Assert.Equal(await DigestAsync("b.tar"), await DigestAsync("c.tar"));

        // What its README.txt says, on another machine.
        using var other = new Verbs();
        const string script = """
            set -e
            mkdir there; cd there; tar -xf "$1"
            sha256sum --quiet -c SHA256SUMS
            dotnet assistant/assistant.dll models import models
            dotnet assistant/assistant.dll models list
            dotnet assistant/assistant.dll doctor || test $? = 1
            """;
        var answer = await other.CommandAsync("unshare", ["-rn", "sh", "-c", script, "sh", verbs.At("b.tar")], TimeSpan.FromMinutes(2));
        Assert.True(answer.ExitCode == 0, answer.Output + answer.Error);
        Assert.StartsWith("tiny-1b\n", answer.Output, StringComparison.Ordinal);
        Assert.Contains("ready", answer.Output, StringComparison.Ordinal);
        Assert.Contains("starts and listens: llama.cpp", answer.Output, StringComparison.Ordinal);
        Assert.Contains("its SHA-256 is the one that is stated for it", answer.Error, StringComparison.Ordinal);
        var readMe = await File.ReadAllTextAsync(other.At("there/README.txt"));
        Assert.All(["sha256sum -c SHA256SUMS", "dotnet assistant/assistant.dll models import models", "dotnet assistant/assistant.dll doctor"], line => Assert.Contains($"    {line}\n", readMe, StringComparison.Ordinal));

        // A byte that is changed on the way is found, by them and by us.
        await File.WriteAllBytesAsync(other.At("there/models/tiny-1b.gguf"), [.. (await File.ReadAllBytesAsync(other.At("there/models/tiny-1b.gguf"))).Select((value, index) => index == 1_000_000 ? (byte)~value : value)]);
        var tampered = await other.RunAsync("import", "there/models/tiny-1b.gguf", "--as", "other");
        Assert.Equal(2, tampered.ExitCode);
        Assert.Contains("it is damaged or another file", tampered.Error, StringComparison.Ordinal);
        Assert.NotEqual(0, (await other.CommandAsync("sh", ["-c", "cd there; sha256sum --quiet -c SHA256SUMS"], TimeSpan.FromMinutes(1))).ExitCode);
    }

    private string AddOllama(string manifest)
    {
        var content = RandomModel.Bytes(ModelShapes.TinyQwen3);
        var digest = Convert.ToHexStringLower(SHA256.HashData(content));
        var blob = verbs.At($"home/.ollama/models/blobs/sha256-{digest}");
        var path = verbs.At($"home/.ollama/models/manifests/{manifest}");
        Directory.CreateDirectory(Path.GetDirectoryName(blob)!);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(blob, content);
        File.WriteAllText(path, $$"""{"layers":[{"mediaType":"application/vnd.ollama.image.model","digest":"sha256:{{digest}}","size":{{content.Length}}}]}""");
        return blob;
    }

    private async Task<string> DigestAsync(string name) => Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(verbs.At(name))));
}
