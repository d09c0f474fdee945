using System.Globalization;
using System.Net.Sockets;
using Assistant.Platform;

namespace Assistant.Models;

/// <summary>
/// Sees to it that the host runs when somebody asks it. It is started by whoever finds it missing, and shared by all. When it
/// dies the next request starts it again after a pause that doubles with each death; after <see cref="MostDeaths"/> within
/// <see cref="Window"/> it is left alone until <see cref="GoOn"/>.
///
/// A host that is there and does not answer (stopped, or hanging) is ended when it has not answered for
/// <see cref="Patience"/>.
/// </summary>
public sealed class HostSupervisor : IDisposable
{
    /// <summary>Deaths after which it is left alone; as editors treat language servers.</summary>
    public const int MostDeaths = 5;

    /// <summary>How long a death counts.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(3);

    /// <summary>How long a host may not answer before it is ended.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(25);

    private enum State
    {
        Gone,
        Answers,
        Hangs,
    }

    private readonly HostLaunch launch;
    private readonly TimeProvider time;
    private readonly SemaphoreSlim one = new(1);
    private readonly Queue<long> deaths = [];
    private readonly ModelServer server;
    private DetachedChild? child;
    private bool wasThere;
    private bool wasHanging;
    private string lastEnd = "";
    private long? unansweredSince;

    /// <summary>Starts nothing yet.</summary>
    /// <param name="launch">How the host is started.</param>
    /// <param name="time">Measures pauses.</param>
    public HostSupervisor(HostLaunch launch, TimeProvider time)
    {
        this.launch = launch;
        this.time = time;
        server = ModelServer.AtHost(launch.Place);
    }

    /// <summary>Why the host died last, in words; null while it never did.</summary>
    public string? LastDeath { get; private set; }

    /// <summary>Whether the host is left alone until <see cref="GoOn"/>.</summary>
    public bool HasGivenUp { get; private set; }

    /// <summary>Asks a model of the host, which is started when it is not there.</summary>
    /// <exception cref="ModelException">Thrown by the enumeration. When the host died the message says why.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async IAsyncEnumerable<ModelEvent> AskAsync(ModelQuery query, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await EnsureAsync(cancellationToken);
        await using var events = new ModelClient(server, time).AskAsync(query, cancellationToken).GetAsyncEnumerator(cancellationToken);
        while (await NextAsync(events, cancellationToken))
            yield return events.Current;
    }

    /// <summary>Starts the host unless it runs, and waits until it listens.</summary>
    /// <exception cref="ModelException">It could not be started, or is left alone.</exception>
    public async Task EnsureAsync(CancellationToken cancellationToken)
    {
        await one.WaitAsync(cancellationToken);
        try
        {
            // Where somebody else made the folder, somebody else may listen in it.
            if (!OperatingSystem.IsWindows() && PrivateFolder.Make(Path.GetDirectoryName(launch.Place)!) is { } refusal)
                throw new ModelException(ModelFailure.Failed, $"the model host's folder is not safe: {refusal}");
            if (await ListensAsync(cancellationToken))
            {
                wasThere = true;
                await EndIfHangingAsync(cancellationToken);
                if (unansweredSince is null)
                    return;
            }

            if (wasThere)
                await NoteDeathAsync();
            await StartAsync(cancellationToken);
        }
        finally
        {
            one.Release();
        }
    }

    /// <summary>Somebody wants it to be started again.</summary>
    public void GoOn()
    {
        HasGivenUp = false;
        deaths.Clear();
    }

    /// <summary>Lets go of the host, which goes on for others and ends some minutes after the last of them.</summary>
    public void Dispose()
    {
        server.Dispose();
        child?.Dispose();
        one.Dispose();
    }

    private async Task<bool> NextAsync(IAsyncEnumerator<ModelEvent> events, CancellationToken cancellationToken)
    {
        try
        {
            var more = await events.MoveNextAsync();
            unansweredSince = null;
            return more;
        }
        catch (ModelException failure) when (failure.Failure == ModelFailure.Failed)
        {
            await one.WaitAsync(cancellationToken);
            try
            {
                var state = await StateAsync(cancellationToken);
                // It is there: what it said of itself counts, unless it says nothing at all.
                if (state == State.Answers)
                    throw;
                if (state == State.Hangs)
                {
                    unansweredSince ??= time.GetTimestamp();
                    throw new ModelException(ModelFailure.Failed, "the model host does not answer: it is ended and started again if that goes on", failure);
                }

                if (wasThere)
                    await NoteDeathAsync();
                throw new ModelException(ModelFailure.Failed, $"the model host ended: {lastEnd}; the next request starts it again", failure);
            }
            finally
            {
                one.Release();
            }
        }
    }

    private async Task StartAsync(CancellationToken cancellationToken)
    {
        if (HasGivenUp)
            throw new ModelException(ModelFailure.GivenUp, string.Create(CultureInfo.InvariantCulture, $"the model host ended {MostDeaths} times within {Window.TotalMinutes:0} minutes and is left alone, the last time: {LastDeath}"));
        ForgetOld();
        if (deaths.Count > 0)
            await Task.Delay(FirstPause * (1 << (deaths.Count - 1)), time, cancellationToken);
        child?.Dispose();
        child = Start();
        var started = time.GetTimestamp();
        while (!await ListensAsync(cancellationToken))
        {
            // One that ends with success found another host that had just been started, or one that was just ending: then it is our turn.
            if (child.Exited.IsCompleted && (await child.Exited).Code == 0)
            {
                await Task.Delay(FirstPause, time, cancellationToken);
                if (await ListensAsync(cancellationToken))
                    break;
                child.Dispose();
                child = Start();
            }
            else if (child.Exited.IsCompleted)
            {
                wasThere = true;
                await NoteDeathAsync();
                throw new ModelException(ModelFailure.Failed, $"the model host could not be started: {LastDeath}");
            }

            if (time.GetElapsedTime(started) > LongestStart)
                throw new ModelException(ModelFailure.Failed, string.Create(CultureInfo.InvariantCulture, $"the model host does not listen after {LongestStart.TotalSeconds:0} seconds: start it by hand to see why (assistant host)"));
            await Task.Delay(Poll, time, cancellationToken);
        }

        wasThere = true;
        unansweredSince = null;
    }

    private DetachedChild Start()
    {
        try
        {
            // What the library would start to print a trace of its own death; and the runtime's own sockets and telemetry.
            return ChildProcess.StartDetached(launch.Program, launch.Arguments, new Dictionary<string, string?>
            {
                ["GGML_NO_BACKTRACE"] = "1",
                ["DOTNET_EnableDiagnostics"] = "0",
            });
        }
        catch (IOException failure)
        {
            throw new ModelException(ModelFailure.Failed, failure.Message, failure);
        }
    }

    // It was there and is not any more.
    private async Task NoteDeathAsync()
    {
        wasThere = false;
        var note = HostNote.Read(launch.Note);
        // One that failed is ours whatever the note says: it may have died before it wrote its own over that of the one before.
        var own = child is not null && (note is null || note.ProcessId == child.Id || child.Exited is { IsCompletedSuccessfully: true } && (await child.Exited).Code != 0) ? child : null;
        // A socket is closed a moment before its process is gone.
        var exit = own is null ? (null, "") : await ExitAsync(own);
        // Nor has somebody else's written its last word when it no longer listens.
        for (var waited = TimeSpan.Zero; own is null && note is not null && OtherProcess.IsAlive(note.ProcessId) && waited < LastWords; waited += Poll)
            await Task.Delay(Poll, time);
        note = HostNote.Read(launch.Note);
        lastEnd = wasHanging ? "it did not answer any more and was ended" : HostDeath.Words(exit.Code, exit.Said, note);
        wasHanging = false;
        // It ends by itself some minutes after its last connection: no death, whoever started it.
        if (exit.Code == 0 || (exit.Code is null && note?.Doing == HostDoing.Ended))
            return;
        LastDeath = lastEnd;
        deaths.Enqueue(time.GetTimestamp());
        ForgetOld();
        HasGivenUp = deaths.Count >= MostDeaths;
    }

    private void ForgetOld()
    {
        while (deaths.TryPeek(out var oldest) && time.GetElapsedTime(oldest) > Window)
            deaths.Dequeue();
    }

    private async Task<(int? Code, string Said)> ExitAsync(DetachedChild own)
    {
        await Task.WhenAny(own.Exited, Task.Delay(TimeSpan.FromSeconds(1), time));
        return own.Exited.IsCompletedSuccessfully && await own.Exited is var (code, said) ? (code, said) : (null, "");
    }

    private async Task EndIfHangingAsync(CancellationToken cancellationToken)
    {
        if (unansweredSince is not { } since)
            return;
        var state = await StateAsync(cancellationToken);
        if (state == State.Answers)
            unansweredSince = null;
        if (state != State.Hangs)
            return;
        if (time.GetElapsedTime(since) < Patience)
            throw new ModelException(ModelFailure.Failed, "the model host does not answer: ask again in some seconds, when it is ended and started again");
        // The number in the note may be another process' by now; one that was started after the note was written is.
        var written = FileStamp.Of(launch.Note)?.WrittenTicks ?? 0;
        if (HostNote.Read(launch.Note) is not { } note || !OtherProcess.Kill(note.ProcessId, started => started.Ticks <= written))
            child?.Kill();
        wasHanging = true;
        var killed = time.GetTimestamp();
        while (await ListensAsync(cancellationToken))
        {
            if (time.GetElapsedTime(killed) > Patience)
                throw new ModelException(ModelFailure.Failed, $"the model host does not answer and could not be ended: end the process that listens on {launch.Place}");
            await Task.Delay(Poll, time, cancellationToken);
        }
    }

    private async Task<bool> ListensAsync(CancellationToken cancellationToken)
    {
        if (OperatingSystem.IsWindows())
            return Files.InFolder(@"\\.\pipe\", launch.Place).Count > 0;
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(launch.Place), cancellationToken);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    // One that closes what was just opened is on its way: its connections go before it stops listening.
    private async Task<State> StateAsync(CancellationToken cancellationToken)
    {
        if (!await ListensAsync(cancellationToken))
            return State.Gone;
        if (await AnswersAsync(cancellationToken) is { } answers)
            return answers ? State.Answers : State.Hangs;
        for (var waited = TimeSpan.Zero; waited < LastWords; waited += Poll)
        {
            if (!await ListensAsync(cancellationToken))
                return State.Gone;
            await Task.Delay(Poll, time, cancellationToken);
        }

        return State.Hangs;
    }

    // False when it is silent, null when it closes the connection.
    private async Task<bool?> AnswersAsync(CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(server.Silence, time);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(server.Address, "health"));
            using var response = await server.SendAsync(request, limit.Token);
            return response.IsSuccessStatusCode;
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException)
        {
            return null;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }
}
