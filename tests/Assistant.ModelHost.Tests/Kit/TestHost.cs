using System.Text;
using Assistant.ModelHost.Generation;
using Assistant.Platform;
using Assistant.RandomModels;

namespace Assistant.ModelHost.Tests.Kit;

/// <summary>A generator with models that are written for the test, in a folder that goes when it ends.</summary>
internal sealed class TestHost : IAsyncDisposable
{
    private readonly string folder;
    private HostGenerator generator;

    public TestHost(params ModelShape[] shapes)
    {
        folder = Directory.CreateTempSubdirectory("assistant-host-").FullName;
        foreach (var shape in shapes)
            RandomModel.Write(shape, ModelPath(shape));
        generator = Start();
    }

    public static string Library { get; } = Path.Combine(AppContext.BaseDirectory, "llama");

    public HostOptions Options => new(new WithAdapters(new FolderModels(folder), Adapted), Path.Combine(folder, "prompts"), Path.Combine(folder, "note"), 4096, Threads: 1, TimeSpan.FromMinutes(10));

    /// <summary>Models with adapters that are there beside those of the folder.</summary>
    public List<ModelFile> Adapted { get; } = [];

    public HostGenerator Generator => generator;

    public string ModelPath(ModelShape shape) => Path.Combine(folder, shape.Name + ".gguf");

    /// <summary>Ends the generator as a host that stops does, and begins again in the same folder.</summary>
    public async Task RestartAsync()
    {
        await generator.DisposeAsync();
        generator = Start();
    }

    /// <summary>A file in the folder of the models that is none of them.</summary>
    public string PathOf(string name) => Path.Combine(folder, name);

    /// <summary>Makes a model with an adapter known, by the name that is given back.</summary>
    public string Adapt(ModelShape shape, string adapter)
    {
        var name = $"{shape.Name}+{adapter}";
        Adapted.Add(new ModelFile(name, ModelPath(shape)) { Adapter = adapter });
        return name;
    }

    public static GenerationRequest Request(ModelShape shape, string prompt, int tokens) => new(
        shape.Name, new GenerationInput.Plain(prompt), tokens, Count: 1, new SamplingOptions(0, 0, 1, 0, Seed: 1), Stop: [], Grammar: null, AllowedNext: null, Draft: null, Priority: 0);

    public async Task<TestAnswer> AskAsync(GenerationRequest request, CancellationToken cancellationToken = default)
    {
        var texts = Enumerable.Range(0, request.Count).Select(_ => new StringBuilder()).ToList();
        var tokens = Enumerable.Range(0, request.Count).Select(_ => new List<TokenLogprob>()).ToList();
        var reasons = new string[request.Count];
        GenerationEvent.PromptRead? read = null;
        await foreach (var happened in generator.GenerateAsync(request, cancellationToken))
        {
            switch (happened)
            {
                case GenerationEvent.Text text:
                    texts[text.Candidate].Append(text.Value);
                    tokens[text.Candidate].AddRange(text.Tokens);
                    break;
                case GenerationEvent.Finished finished:
                    reasons[finished.Candidate] = finished.Reason;
                    break;
                case GenerationEvent.PromptRead prompt:
                    read = prompt;
                    break;
            }
        }

        return new TestAnswer([.. texts.Select(text => text.ToString())], reasons, read!.Tokens, read.Cached) { Tokens = tokens };
    }

    public async ValueTask DisposeAsync()
    {
        await generator.DisposeAsync();
        Files.DeleteOwnFolder(folder);
    }

    private HostGenerator Start() => HostGenerator.Start(Library, Options, TimeProvider.System);

    private sealed class WithAdapters(IModelFiles plain, List<ModelFile> adapted) : IModelFiles
    {
        public string Place => plain.Place;

        public string Advice => plain.Advice;

        public IReadOnlyList<ModelFile> List() => [.. plain.List(), .. adapted];

        public ModelFile? Find(string name) => List().FirstOrDefault(file => file.Name == name);

        public Task<string?> RefusalAsync(ModelFile file, Stream opened, CancellationToken cancellationToken) => Task.FromResult<string?>(null);
    }
}
