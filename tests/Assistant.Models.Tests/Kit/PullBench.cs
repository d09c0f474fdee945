using System.Security.Cryptography;
using Assistant.Models.Pull;
using Assistant.Models.Store;
using Assistant.Platform;
using Assistant.Tests.Kit;

namespace Assistant.Models.Tests.Kit;

/// <summary>A store of its own, a clock that moves when a pull waits, and a pull.</summary>
internal sealed class PullBench : IProgress<PullProgress>, IDisposable
{
    private readonly TempFolder folder = TempFolder.Create("store-");
    private readonly List<string> said = [];

    public PullBench() => Store = new ModelStore(Path.Combine(folder.Path, "models"));

    /// <summary>What a model looks like as far as a pull looks: it begins with GGUF.</summary>
    public static byte[] Content { get; } = Model(1);

    public static Sha256Digest Digest { get; } = Sha256Digest.TryParse(Convert.ToHexString(SHA256.HashData(Content)))!;

    public static ModelName Name { get; } = ModelName.TryParse("a-model")!;

    public ModelStore Store { get; }

    public FakeTime Time { get; } = new();

    public Func<string, long> FreeSpace { get; set; } = _ => long.MaxValue;

    public string? Authorities { get; set; }

    public Action<Stream> Check { get; set; } = _ => { };

    public Action<PullProgress> Reported { get; set; } = _ => { };

    /// <summary>What was reported, each once.</summary>
    public IReadOnlyList<string> Said
    {
        get
        {
            lock (said)
                return [.. said];
        }
    }

    public byte[] Stored => File.ReadAllBytes(Store.PathOf(Name));

    /// <summary>Names of all files in the store.</summary>
    public IReadOnlyList<string> FileNames => [.. Files.InFolder(Store.Folder, "*").Select(path => Path.GetFileName(path))];

    public static byte[] Model(int seed)
    {
        var content = new byte[3_000_000];
        new Random(seed).NextBytes(content);
        "GGUF"u8.CopyTo(content);
        return content;
    }

    /// <summary>Pulls, while the clock moves a second for some milliseconds: what waits goes on, and what is silent is given up.</summary>
    public async Task<ModelPin> PullAsync(Uri address, Sha256Digest? digest = null, long? length = null, CancellationToken cancellationToken = default)
    {
        using var transport = new PullTransport(Authorities);
        var pull = new ModelPull(Store, transport, FreeSpace, Time).RunAsync(new PullRequest(Name, address, length, digest), Check, this, cancellationToken);
        while (!pull.IsCompleted)
        {
            await Task.WhenAny(pull, Task.Delay(20, CancellationToken.None));
            Time.Advance(TimeSpan.FromSeconds(1));
        }

        return (await pull).Pin;
    }

    /// <summary>Pulls, and gives the words with which it is refused.</summary>
    public async Task<string> RefusedAsync(Uri address, Sha256Digest? digest = null, long? length = null)
    {
        var refusal = await Xunit.Assert.ThrowsAsync<ModelRefusedException>(() => PullAsync(address, digest, length));
        return refusal.Message;
    }

    public void Report(PullProgress value)
    {
        Reported(value);
        lock (said)
        {
            if (said.Count == 0 || said[^1] != value.Doing)
                said.Add(value.Doing);
        }
    }

    public void Dispose() => folder.Dispose();
}
