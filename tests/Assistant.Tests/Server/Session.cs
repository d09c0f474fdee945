using System.Diagnostics;
using System.Globalization;
using System.IO.Pipelines;
using System.Text.Json;
using Assistant.Platform;
using Assistant.Server.Front;
using Assistant.Tests.Kit;
using Assistant.Workspace;
using Xunit;

namespace Assistant.Tests.Server;

/// <summary>
/// A session of the front with a client and engines, as text. A line for each thing that happens, in order:
/// <c>--></c> the client says, <c>&lt;--</c> the client hears, <c>==></c> the engine hears, <c>&lt;==</c> the engine says; what is
/// heard is a <see cref="JsonPattern"/>. <c>status loading opening A.slnx</c> is what the client hears of how the server is. For other
/// lines see <see cref="DoAsync"/>. A message that nobody expected fails the session at its end. <c>{root}</c> is its folder.
/// </summary>
internal sealed class Session : IDisposable
{
    // The way to a running engine.
    private const string Start = """
        --> {"id":0,"method":"initialize","params":{"capabilities":{}}}
        <-- {"id":0,"result":"*"}
        status loading starting
        --> {"method":"initialized","params":{}}
        status loading looking at the open files
        engine starts
        ==> {"id":"front:initialize","method":"initialize","params":"*"}
        """;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly TempFolder temp = TempFolder.Create("assistant-test-");
    private readonly CancellationTokenSource limit = new(Patience);
    private readonly Pipe toFront = Peer.NewPipe();
    private readonly Pipe fromFront = Peer.NewPipe();
    private readonly FrontServer server;
    private readonly Task<int> running;
    private readonly HashSet<string> warned = new(StringComparer.Ordinal);
    private FakeEngine? engine;
    private bool ended;

    public Session(Settings? settings = null, Pipe? output = null)
    {
        fromFront = output ?? fromFront;
        Client = new Peer(fromFront.Reader.AsStream(), toFront.Writer.AsStream());
        var folders = new UserFolders(_ => temp.Path);
        server = new FrontServer(toFront.Reader.AsStream(), fromFront.Writer.AsStream(), Launcher, new FrontSettings(settings ?? new Settings(), folders), Time);
        running = server.RunAsync(CancellationToken.None);
    }

    public FakeTime Time { get; } = new();

    public FakeEngine.Launcher Launcher { get; } = new();

    public Peer Client { get; }

    /// <summary>The engine that was awaited last.</summary>
    public FakeEngine Engine => engine ?? throw new InvalidOperationException("no engine has started");

    public string Root => temp.Path;

    public CancellationToken Limit => limit.Token;

    public static async Task RunAsync(string script, params string[] files)
    {
        using var session = new Session();
        foreach (var file in files)
            session.Write(file);
        await session.PlayAsync(script);
        await session.EndAsync();
    }

    public void Write(string path)
    {
        var full = Path.Combine(temp.Path, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, "");
    }

    public async Task PlayAsync(string script)
    {
        foreach (var line in script.Replace("{root}", temp.Path, StringComparison.Ordinal).Split('\n').Select(line => line.Trim()))
        {
            if (line.Length == 0 || line[0] == '#')
                continue;
            try
            {
                await (line == "start" ? PlayAsync(Start) : DoAsync(line.Split(' ')[0], line[Math.Min(line.Length, line.Split(' ')[0].Length + 1)..]));
            }
            catch (OperationCanceledException late)
            {
                throw new TimeoutException($"it did not come to: {line}", late);
            }
        }
    }

    /// <summary>Nothing was heard that nobody expected.</summary>
    public async Task EndAsync()
    {
        if (ended)
        {
            Assert.Null(await Client.HearAsync(Limit));
            return;
        }

        Assert.Empty(await Client.SyncAsync(Limit));
        Assert.Equal(0, Launcher.Waiting);
        if (engine is { Exited.IsCompleted: false })
        {
            // Passed on in its turn.
            await Client.SayAsync("""{"method":"window/workDoneProgress/cancel","params":{"token":"sync"}}""", Limit);
            Assert.Empty(await engine.Peer.HearUntilAsync(message => JsonPattern.Matches("""{"method":"window/workDoneProgress/cancel","params":{"token":"sync"}}""", message), Limit));
        }

        await ExitAsync(1, Client.Close);
    }

    public void Dispose()
    {
        server.Dispose();
        limit.Dispose();
        temp.Dispose();
    }

    private async Task DoAsync(string verb, string rest)
    {
        switch (verb)
        {
            case "-->":
                await Client.SayAsync(rest, Limit);
                break;
            case "<--":
                Compare(rest, await Client.HearAsync(Limit));
                break;
            case "==>":
                Compare(rest, await Engine.Peer.HearAsync(Limit));
                break;
            case "<==":
                await Engine.Peer.SayAsync(rest, Limit);
                break;
            case "status":
                var (state, message) = (rest.Split(' ')[0], JsonSerializer.Serialize(rest[(rest.IndexOf(' ', StringComparison.Ordinal) + 1)..]));
                Compare($$$"""{"method":"assistant/status","params":{"state":"{{{state}}}","message":{{{message}}},"...":"*"}}""", await Client.HearAsync(Limit));
                Compare("""{"method":"window/logMessage","params":"*"}""", await Client.HearAsync(Limit));
                if (state is "degraded" or "off" && warned.Add(message))
                    Compare("""{"method":"window/showMessage","params":{"type":2,"message":"Assistant: *"}}""", await Client.HearAsync(Limit));
                break;
            case "raw":
                await Client.SayRawAsync(rest.Replace("\\r", "\r", StringComparison.Ordinal).Replace("\\n", "\n", StringComparison.Ordinal), Limit);
                break;
            case "closes":
                Client.Close();
                break;
            case "exit":
                await ExitAsync(Number(rest), () => { });
                break;
            // Without waiting for what comes of it.
            case "time":
                Time.Advance(TimeSpan.FromSeconds(Number(rest)));
                break;
            // Seconds, of which each is dealt with.
            case "after":
                await PassAsync(Number(rest.Split(' ')[0]));
                break;
            case "engine":
                await DoWithEngineAsync(rest);
                break;
            default:
                throw new UnreachableException(verb);
        }
    }

    private async Task DoWithEngineAsync(string what)
    {
        if (what == "starts")
            engine = await Launcher.NextAsync(Limit);
        else if (what == "is ended")
            Assert.Equal(137, await Engine.Exited.WaitAsync(Limit));
        else if (what.StartsWith("ends ", StringComparison.Ordinal))
            Engine.End(Number(what[5..]));
        else if (what.StartsWith("takes ", StringComparison.Ordinal))
            Engine.MemoryBytes = (long)Number(what.Split(' ')[1]) << 20;
        else if (what.StartsWith("cannot start: ", StringComparison.Ordinal))
            Launcher.Failure = what["cannot start: ".Length..];
        else
            throw new UnreachableException(what);
    }

    // A second at a time, each dealt with before the next.
    private async Task PassAsync(int seconds)
    {
        await Client.SyncAsync(Limit);
        for (var second = 0; second < seconds; second++)
        {
            Time.Advance(TimeSpan.FromSeconds(1));
            await Client.SyncAsync(Limit);
        }
    }

    private async Task ExitAsync(int code, Action cause)
    {
        cause();
        Assert.Equal(code, await running.WaitAsync(Limit));
        await fromFront.Writer.CompleteAsync();
        ended = true;
    }

    private static void Compare(string pattern, JsonElement? heard) =>
        Assert.True(heard is { } message && JsonPattern.Matches(pattern, message), $"expected: {pattern}\n   heard: {heard?.GetRawText() ?? "the end"}");

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
