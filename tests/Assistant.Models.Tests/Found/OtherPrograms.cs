using System.Security.Cryptography;
using Assistant.Models.Found;
using Assistant.Platform;

namespace Assistant.Models.Tests.Found;

/// <summary>A home in which other programs keep models.</summary>
internal sealed class OtherPrograms : IDisposable
{
    private readonly TempFolder folder = TempFolder.Create("home-");

    public string Home => folder.Path;

    public Dictionary<string, string?> Variables { get; } = new(StringComparer.Ordinal);

    public string Ollama => At(".ollama/models");

    public static byte[] Gguf(string rest) => [.. "GGUF"u8, .. System.Text.Encoding.UTF8.GetBytes(rest)];

    public static string Hex(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));

    public string At(string path) => Path.Combine(folder.Path, path);

    public string Write(string path, byte[] content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(At(path))!);
        File.WriteAllBytes(At(path), content);
        return At(path);
    }

    public string Write(string path, string text) => Write(path, System.Text.Encoding.UTF8.GetBytes(text));

    /// <summary>A model of Ollama as Ollama writes it.</summary>
    public void AddOllama(string name, byte[] content)
    {
        Write($".ollama/models/blobs/sha256-{Hex(content)}", content);
        AddManifest(name, $$"""{"schemaVersion":2,"config":{"digest":"sha256:{{Hex([])}}"},"layers":[{"mediaType":"application/vnd.ollama.image.model","digest":"sha256:{{Hex(content)}}","size":{{content.Length}}},{"mediaType":"application/vnd.ollama.image.template","digest":"sha256:{{Hex([1])}}"}]}""");
    }

    public void AddManifest(string name, string json) => Write($".ollama/models/manifests/{name}", json);

    /// <summary>A file of the cache of Hugging Face: a blob, and a link to it.</summary>
    public void AddHuggingFace(string repository, string name, byte[] content, string? blob = null)
    {
        var root = $".cache/huggingface/hub/models--{repository}";
        Write($"{root}/blobs/{blob ?? Hex(content)}", content);
        Directory.CreateDirectory(At($"{root}/snapshots/rev"));
        File.CreateSymbolicLink(At($"{root}/snapshots/rev/{name}"), $"../../blobs/{blob ?? Hex(content)}");
    }

    public FoundModels Find() => FoundModels.In(ModelPlaces.Of(name => Variables.GetValueOrDefault(name), Home));

    public void Dispose() => folder.Dispose();
}
