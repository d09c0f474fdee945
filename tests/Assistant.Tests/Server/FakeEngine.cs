using System.IO.Pipelines;
using System.Threading.Channels;
using Assistant.Server.Front;

namespace Assistant.Tests.Server;

/// <summary>An engine that says what the test says.</summary>
internal sealed class FakeEngine : IEngine
{
    private readonly Pipe toEngine = Peer.NewPipe();
    private readonly Pipe fromEngine = Peer.NewPipe();
    private readonly TaskCompletionSource<int> exited = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private FakeEngine(long mostBytes)
    {
        MostBytes = mostBytes;
        Input = toEngine.Writer.AsStream();
        Output = fromEngine.Reader.AsStream();
        Peer = new Peer(toEngine.Reader.AsStream(), fromEngine.Writer.AsStream());
    }

    /// <summary>The engine's side.</summary>
    public Peer Peer { get; }

    public long MostBytes { get; }

    public Stream Input { get; }

    public Stream Output { get; }

    public Task<int> Exited => exited.Task;

    public long MemoryBytes { get; set; }

    public void Kill() => End(137);

    public void End(int code)
    {
        if (exited.TrySetResult(code))
            fromEngine.Writer.Complete();
    }

    public void Dispose()
    {
        // What it was told can still be read.
    }

    /// <summary>Keeps the engines it starts.</summary>
    internal sealed class Launcher : IEngineLauncher
    {
        private readonly Channel<FakeEngine> started = Channel.CreateUnbounded<FakeEngine>();

        /// <summary>What is wrong with starting one; null when nothing is.</summary>
        public string? Failure { get; set; }

        /// <summary>Started and not yet asked for.</summary>
        public int Waiting => started.Reader.Count;

        public IEngine Launch(long memoryBytes)
        {
            if (Failure is { } failure)
                throw new IOException(failure);
            var engine = new FakeEngine(memoryBytes);
            started.Writer.TryWrite(engine);
            return engine;
        }

        public async Task<FakeEngine> NextAsync(CancellationToken cancellationToken) => await started.Reader.ReadAsync(cancellationToken);
    }
}
