using System.Globalization;
using Assistant.ModelHost.Engine;
using Assistant.ModelHost.Gguf;
using Assistant.Platform;

namespace Assistant.ModelHost.Generation;

/// <summary>
/// The models of a folder, and those of them in memory: one, or two where both fit. A model that nobody asked for leaves
/// memory after a time, and sooner for one that does not fit beside it; one that is in use never does.
/// </summary>
internal sealed class ModelShelf : IAsyncDisposable
{
    private const int Seats = 2;

    /// <summary>Sequences of a context: those in use, for eight candidates at most, and those that keep what is known.</summary>
    private const int Sequences = 16;

    /// <summary>The same where each takes the memory of a state, some tens of megabytes.</summary>
    private const int RecurrentSequences = 10;

    /// <summary>Tokens of a step: more are not faster on a processor (measured: 512 and 2,048 are alike).</summary>
    private const int StepTokens = 512;

    private readonly IModelEngine engine;
    private readonly HostOptions options;
    private readonly TimeProvider time;
    private readonly Func<long> freeMemory;
    private readonly SemaphoreSlim loading = new(1);
    private readonly Lock gate = new();
    private readonly List<ModelSeat> seats = [];
    private readonly CancellationTokenSource ending = new();
    private readonly ITimer timer;
    private double fraction;

    /// <summary>Nothing is loaded yet.</summary>
    /// <param name="engine">What computes.</param>
    /// <param name="options">How models are treated.</param>
    /// <param name="time">Says when a model was idle for long.</param>
    /// <param name="freeMemory">Bytes that can be taken now, the pages of files that are only cached among them.</param>
    public ModelShelf(IModelEngine engine, HostOptions options, TimeProvider time, Func<long> freeMemory)
    {
        this.freeMemory = freeMemory;
        this.engine = engine;
        this.options = options;
        this.time = time;
        var often = options.IdleUnload / 4;
        timer = time.CreateTimer(_ => UnloadIdle(), null, often, often);
    }

    /// <summary>Names of the models there are, as it is now.</summary>
    public IReadOnlyList<string> Names => [.. options.Models.List().Select(file => file.Name)];

    /// <summary>How much of the model that is being loaded is loaded, 0 to 1.</summary>
    public double Fraction => Volatile.Read(ref fraction);

    /// <summary>Names of the models in memory.</summary>
    public IReadOnlyList<string> Loaded
    {
        get
        {
            lock (gate)
                return [.. seats.Select(seat => seat.Model.Name)];
        }
    }

    /// <summary>Gets a model, from memory or from its file. Loading that has begun goes on when nobody waits for it any more: it will be asked for again.</summary>
    /// <exception cref="GenerationException">There is no such model, its file is refused, or there is no memory for it.</exception>
    public async Task<ModelLease> AcquireAsync(string name, CancellationToken cancellationToken)
    {
        // Only names that are listed are names: none leads out of the folder.
        var file = options.Models.Find(name)
            ?? throw new GenerationException(GenerationFailure.UnknownModel, $"there is no model '{name}' in {options.Models.Place}: {(Names.Count == 0 ? options.Models.Advice : $"there are {string.Join(", ", Names)}")}");
        if (Find(file) is { } there)
            return there;
        var load = LoadAsync(file, cancellationToken);
        try
        {
            return await load.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            _ = GiveBackAsync(load);
            throw;
        }
    }

    /// <summary>Gives a model back as soon as it is there: nobody waits for it any more.</summary>
    public static async Task GiveBackAsync(Task<ModelLease> load)
    {
        await ((Task)load).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (load.IsCompletedSuccessfully)
            (await load).Dispose();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        await timer.DisposeAsync();
        await loading.WaitAsync(CancellationToken.None);
        foreach (var seat in TakeOut(_ => true))
            Unload(seat);
        loading.Dispose();
        ending.Dispose();
    }

    private async Task<ModelLease> LoadAsync(ModelFile file, CancellationToken cancellationToken)
    {
        await loading.WaitAsync(cancellationToken);
        try
        {
            if (Find(file) is { } there)
                return there;
            // What was looked at is what is loaded, though another file take its place meanwhile.
            var stamp = StampOf("model", file.Path);
            await using var opened = Open("model", file.Path);
            if (await options.Models.RefusalAsync(file, opened, ending.Token) is { } refusal)
                throw new GenerationException(GenerationFailure.ModelRejected, refusal);
            var adapterStamp = file.Adapter is { } path ? StampOf("adapter", path) : default(FileStamp?);
            await using var adapter = file.Adapter is null ? null : Open("adapter", file.Adapter);
            // It takes a thread for seconds.
            return await Task.Factory.StartNew(() => Load(file, stamp, opened, adapterStamp, adapter), ending.Token, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new GenerationException(GenerationFailure.ModelRejected, $"the model file cannot be read: {failure.Message}");
        }
        finally
        {
            loading.Release();
        }
    }

    private ModelLease? Find(ModelFile file)
    {
        lock (gate)
        {
            if (seats.Find(seat => seat.Is(file)) is not { } seat)
                return null;
            if (seat.IsCurrent)
                return Lease(seat);
            return seat.Users == 0
                ? null
                : throw new GenerationException(GenerationFailure.ModelRejected, $"the model file {file.Path} changed while it is in use: ask again when that has ended");
        }
    }

    // With the lock held.
    private ModelLease Lease(ModelSeat seat)
    {
        seat.Users++;
        return new ModelLease(seat.Model, () =>
        {
            lock (gate)
            {
                seat.Users--;
                seat.Used = time.GetTimestamp();
            }
        });
    }

    // One at a time: whoever calls it holds the semaphore.
    private ModelLease Load(ModelFile model, FileStamp stamp, Stream opened, FileStamp? adapterStamp, Stream? adapter)
    {
        var file = Checked(model.Path, () => GgufFile.Read(opened, opened.Length));
        if (adapter is not null)
        {
            Checked(model.Adapter!, () =>
            {
                AdapterCheck.Check(adapter, adapter.Length, file);
                return file;
            });
        }

        var context = Math.Min(Math.Min(options.Context, file.ContextLength), HostOptions.LargestContext);
        foreach (var changed in TakeOut(seat => seat.Is(model)))
            Unload(changed);
        var length = stamp.Length + (adapter?.Length ?? 0);
        var free = MakeRoom(file, length, context, model.Name);
        var repack = options.Repack && MemoryNeed.HasRoomForCopy(free, MemoryNeed.Of(file, length, context), stamp.Length);
        try
        {
            var seat = new ModelSeat(Load(model, stamp, opened, file, context, repack, adapterStamp, adapter), model, stamp, adapterStamp);
            seat.Model.IsWhole = () => seat.IsCurrent;
            lock (gate)
            {
                seats.Add(seat);
                return Lease(seat);
            }
        }
        finally
        {
            WriteNote();
        }
    }

    private ResidentModel Load(ModelFile of, FileStamp stamp, Stream opened, GgufFile file, int tokens, bool repack, FileStamp? adapterStamp, Stream? adapter)
    {
        Volatile.Write(ref fraction, 0);
        new HostNote(Environment.ProcessId, HostDoing.Loading, "", of.Path, stamp).Write(options.Note);
        ILoadedModel? model = null;
        IModelContext? context = null;
        try
        {
            model = engine.Load(Files.PathOf(opened), new LoadOptions(repack), value => Volatile.Write(ref fraction, value), ending.Token);
            var (doing, read, readStamp) = adapterStamp is { } known ? (HostDoing.Adapting, of.Adapter!, known) : (HostDoing.MakingContext, of.Path, stamp);
            new HostNote(Environment.ProcessId, doing, tokens.ToString(CultureInfo.InvariantCulture), read, readStamp).Write(options.Note);
            context = model.CreateContext(new ContextOptions(tokens, model.IsRecurrent ? RecurrentSequences : Sequences, Math.Min(StepTokens, tokens)) { Adapter = adapter is null ? null : Files.PathOf(adapter) });
            var identity = adapterStamp is null ? $"{of.Path} {stamp}" : $"{of.Path} {stamp} {of.Adapter} {adapterStamp}";
            var store = options.Prompts is null ? null : PromptStore.Open(options.Prompts, identity, $"{engine.Version} {context.Sequences}");
            return new ResidentModel(of.Name, file.ToFacts(), model, context, store);
        }
        catch
        {
            // A context reads its model when it goes.
            context?.Dispose();
            model?.Dispose();
            throw;
        }
    }

    private static FileStamp StampOf(string what, string path) =>
        FileStamp.Of(path) ?? throw new GenerationException(GenerationFailure.UnknownModel, $"the {what} file {path} is gone");

    private static Stream Open(string what, string path)
    {
        try
        {
            return Files.OpenRead(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new GenerationException(GenerationFailure.ModelRejected, $"the {what} file cannot be read: {failure.Message}");
        }
    }

    private static GgufFile Checked(string path, Func<GgufFile> check)
    {
        try
        {
            return check();
        }
        catch (Exception failure) when (failure is GgufRejectedException or IOException)
        {
            throw new GenerationException(GenerationFailure.ModelRejected, $"{path}: {failure.Message}");
        }
    }

    // Unloads what nobody uses, the longest unused first, until the model fits. Returns the bytes that are free then.
    private long MakeRoom(GgufFile file, long length, int context, string name)
    {
        var need = MemoryNeed.Of(file, length, context);
        while (true)
        {
            ModelSeat? idle;
            lock (gate)
            {
                // Pages of a loaded model's file count as available, since the system could drop them; then each token would read them again.
                var free = freeMemory() - seats.Sum(seat => seat.Length);
                if (free >= need && seats.Count < Seats)
                    return free;
                idle = seats.Where(seat => seat.Users == 0).MinBy(seat => seat.Used);
                if (idle is null)
                {
                    throw new GenerationException(GenerationFailure.Busy, seats.Count > 0
                        ? $"{name} does not fit beside {string.Join(" and ", seats.Select(seat => seat.Model.Name))}, which is in use: ask again when that has ended"
                        : string.Create(CultureInfo.InvariantCulture, $"{name} needs {need / 1e9:F1} GB with a context of {context} tokens, and {Math.Max(0, free) / 1e9:F1} GB are free: close something, take a smaller model, or a smaller context (--context {Math.Max(512, context / 2)})"));
                }

                seats.Remove(idle);
            }

            Unload(idle);
        }
    }

    private void UnloadIdle()
    {
        // Whoever loads makes room by itself.
        if (!loading.Wait(0, CancellationToken.None))
            return;
        try
        {
            foreach (var seat in TakeOut(seat => seat.Users == 0 && time.GetElapsedTime(seat.Used) >= options.IdleUnload))
                Unload(seat);
        }
        finally
        {
            loading.Release();
        }
    }

    private List<ModelSeat> TakeOut(Predicate<ModelSeat> which)
    {
        lock (gate)
        {
            var taken = seats.FindAll(which);
            seats.RemoveAll(which);
            return taken;
        }
    }

    // Of a seat that is taken out already: storing takes seconds, and nobody waits for it with the lock held.
    private void Unload(ModelSeat seat)
    {
        // A file that changed may be cut off under its mapping: nothing of it is touched any more.
        if (seat.IsCurrent)
            seat.Model.Store();
        seat.Model.Dispose();
        // The states that were stored are gigabytes, and whoever measures free memory next must not count them.
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        WriteNote();
    }

    // What could kill the host now.
    private void WriteNote()
    {
        lock (gate)
        {
            (seats is [.., var seat]
                ? new HostNote(Environment.ProcessId, HostDoing.Serving, seat.Adapter ?? "", seat.Path, seat.Stamp)
                : new HostNote(Environment.ProcessId, HostDoing.Nothing, "", "", default)).Write(options.Note);
        }
    }
}
