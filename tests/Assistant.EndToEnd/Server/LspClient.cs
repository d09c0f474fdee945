using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Assistant.EndToEnd.CommandLine;
using Xunit;

namespace Assistant.EndToEnd.Server;

/// <summary>
/// A client of <c>assistant serve</c>, a process as an editor starts it. It reads frames by itself, and anything else on the
/// pipe is a failure. It keeps all it hears, in order; whoever waits says from where on.
/// </summary>
internal sealed class LspClient : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Lock gate = new();
    private readonly SemaphoreSlim writing = new(1);
    private readonly Folder folder;
    private readonly List<JsonNode> heard = [];
    private readonly Task reading;
    private TaskCompletionSource more = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private string? broken;
    private int lastId;

    private LspClient(Folder folder, IReadOnlyList<string>? command)
    {
        this.folder = folder;
        Process = (command is null ? new Cli(folder) : new Cli(folder) { Command = command }).Start("serve");
        StandardError = Process.StandardError.ReadToEndAsync();
        reading = Task.Factory.StartNew(Read, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    public Process Process { get; }

    /// <summary>What the server, and all it starts, write to standard error; known when they have ended.</summary>
    public Task<string> StandardError { get; }

    /// <summary>Texts of open documents, by path, with their versions.</summary>
    public Dictionary<string, (string Text, int Version)> Open { get; } = new(StringComparer.Ordinal);

    /// <summary>How much has been heard.</summary>
    public int Mark
    {
        get
        {
            lock (gate)
                return heard.Count;
        }
    }

    /// <summary>Starts a server and says hello.</summary>
    /// <param name="folder">The workspace.</param>
    /// <param name="options">The initialization options; by default the folder is trusted and diagnostics are shown.</param>
    /// <param name="parent">The process to say that starts it; by default this one.</param>
    /// <param name="command">The command; by default the built one.</param>
    /// <param name="watches">Whether the client can be asked to watch files.</param>
    /// <param name="asks">Whether the client shows an edit before it is made where it is told to.</param>
    public static async Task<LspClient> StartAsync(Folder folder, object? options = null, int? parent = null, IReadOnlyList<string>? command = null, bool watches = true, bool asks = false)
    {
        var client = new LspClient(folder, command);
        var parameters = new
        {
            processId = parent ?? Environment.ProcessId,
            rootUri = new Uri(folder.Root).AbsoluteUri,
            initializationOptions = options ?? new { trusted = true, diagnostics = true },
            capabilities = new
            {
                window = new { workDoneProgress = true },
                textDocument = new { codeAction = new { dataSupport = true, resolveSupport = new { properties = new[] { "edit" } } } },
                workspace = new { applyEdit = true, workspaceEdit = asks ? (object)new { documentChanges = true, changeAnnotationSupport = new { }, resourceOperations = new[] { "create" } } : new { documentChanges = true }, didChangeWatchedFiles = new { dynamicRegistration = watches } },
            },
        };
        Assert.NotNull((await client.AskAsync("initialize", parameters))["result"]);
        await client.TellAsync("initialized", new { });
        return client;
    }

    public string UriOf(string path) => new Uri(folder.At(path)).AbsoluteUri;

    public Task TellAsync(string method, object? parameters) => SendAsync(JsonSerializer.Serialize(new { jsonrpc = "2.0", method, @params = parameters }));

    /// <summary>The whole answer.</summary>
    public async Task<JsonNode> AskAsync(string method, object? parameters, TimeSpan? patience = null)
    {
        var (id, mark) = (Interlocked.Increment(ref lastId), Mark);
        await SendAsync(JsonSerializer.Serialize(new { jsonrpc = "2.0", id, method, @params = parameters }));
        return await UntilAsync(message => message["method"] is null && IdOf(message) == id.ToString(CultureInfo.InvariantCulture), $"the answer to {method}", mark, patience);
    }

    public async Task SendAsync(string body) => await SendRawAsync($"Content-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}");

    public async Task SendRawAsync(string text)
    {
        await writing.WaitAsync();
        try
        {
            await Process.StandardInput.BaseStream.WriteAsync(Encoding.UTF8.GetBytes(text));
            await Process.StandardInput.BaseStream.FlushAsync();
        }
        finally
        {
            writing.Release();
        }
    }

    /// <summary>The first message from a mark on that is meant; fails when it does not come.</summary>
    public async Task<JsonNode> UntilAsync(Func<JsonNode, bool> isMeant, string what, int from = 0, TimeSpan? patience = null)
    {
        using var limit = new CancellationTokenSource(patience ?? Patience);
        while (true)
        {
            Task changed;
            lock (gate)
            {
                for (; from < heard.Count; from++)
                {
                    if (isMeant(heard[from]))
                        return heard[from];
                }

                Assert.True(broken is null, broken);
                changed = more.Task;
            }

            try
            {
                await changed.WaitAsync(limit.Token);
            }
            catch (OperationCanceledException late)
            {
                throw new TimeoutException($"{what} did not come; heard last:\n{string.Join('\n', Heard(Math.Max(0, Mark - 8)).Select(message => message.ToJsonString()))}", late);
            }
        }
    }

    public IReadOnlyList<JsonNode> Heard(int from = 0)
    {
        lock (gate)
            return [.. heard.Skip(from)];
    }

    /// <summary>The first status from a mark on in which a state is told, with a part of its message.</summary>
    public async Task<JsonNode> StatusAsync(string state, string part = "", int from = 0) =>
        (await UntilAsync(
            message => IsOf(message, "assistant/status") && (string?)message["params"]!["state"] == state && ((string)message["params"]!["message"]!).Contains(part, StringComparison.Ordinal),
            $"status {state} {part}",
            from))["params"]!;

    public async Task OpenAsync(string path, string? text = null)
    {
        Open[path] = (text ?? await File.ReadAllTextAsync(folder.At(path)), 1);
        await TellAsync("textDocument/didOpen", new { textDocument = new { uri = UriOf(path), languageId = "csharp", version = 1, text = Open[path].Text } });
    }

    public async Task ChangeAsync(string path, string text)
    {
        Open[path] = (text, Open[path].Version + 1);
        await TellAsync("textDocument/didChange", new { textDocument = new { uri = UriOf(path), version = Open[path].Version }, contentChanges = new[] { new { text } } });
    }

    public Task ChangedOnDiskAsync(string path, int type) => TellAsync("workspace/didChangeWatchedFiles", new { changes = new[] { new { uri = UriOf(path), type } } });

    /// <summary>Awaits that exactly these diagnostics are shown of the text as it is now.</summary>
    public Task<JsonNode> ShowsAsync(string path, string ids, int from = 0) => UntilAsync(
        message => IsOf(message, "textDocument/publishDiagnostics") && (string?)message["params"]!["uri"] == UriOf(path) && (int?)message["params"]!["version"] == Open[path].Version
            && string.Join(' ', message["params"]!["diagnostics"]!.AsArray().Select(found => (string)found!["code"]!).Order(StringComparer.Ordinal)) == ids,
        $"diagnostics '{ids}' of {path}",
        from);

    /// <summary>What the lightbulb offers anywhere in a document.</summary>
    public async Task<JsonArray> ActionsAsync(string path) => (await AskAsync(
        "textDocument/codeAction",
        new { textDocument = new { uri = UriOf(path) }, range = new { start = new { line = 0, character = 0 }, end = new { line = 9999, character = 0 } }, context = new { diagnostics = Array.Empty<object>(), triggerKind = 1 } }))["result"]!.AsArray();

    public Task<JsonNode> CommandAsync(string command, params object[] arguments) => AskAsync("workspace/executeCommand", new { command, arguments });

    /// <summary>An action for a diagnostic, asked for until it is listed, which it is once it is verified.</summary>
    public async Task<JsonNode> ActionAsync(string path, string id)
    {
        for (var attempt = 0; attempt < 30; attempt++)
        {
            if ((await ActionsAsync(path)).FirstOrDefault(action => action!["diagnostics"]!.AsArray().Any(found => (string?)found!["code"] == id)) is { } action)
                return action;
        }

        throw new TimeoutException($"no action for {id} in {path}");
    }

    /// <summary>Does what an edit says: to open texts as an editor does, to others on disk.</summary>
    public async Task ApplyAsync(JsonNode edit)
    {
        foreach (var change in edit["documentChanges"]!.AsArray())
        {
            if (change!["kind"] is not null)
            {
                Assert.Equal("create", (string)change["kind"]!);
                folder.Write(Path.GetRelativePath(folder.Root, new Uri((string)change["uri"]!).LocalPath), "");
                continue;
            }

            var path = Path.GetRelativePath(folder.Root, new Uri((string)change["textDocument"]!["uri"]!).LocalPath);
            var isOpen = Open.TryGetValue(path, out var document);
            Assert.Equal(isOpen ? document.Version : null, (int?)change["textDocument"]!["version"]);
            var text = isOpen ? document.Text : await File.ReadAllTextAsync(folder.At(path));
            foreach (var one in change["edits"]!.AsArray().OrderByDescending(one => OffsetOf(text, one!["range"]!["start"]!)).ToList())
            {
                var (start, end) = (OffsetOf(text, one!["range"]!["start"]!), OffsetOf(text, one["range"]!["end"]!));
                text = text[..start] + (string)one["newText"]! + text[end..];
            }

            if (isOpen)
                await ChangeAsync(path, text);
            else
                folder.Write(path, text);
        }
    }

    /// <summary>Processes of this session: they inherit where the test's temporary files are.</summary>
    public IReadOnlyList<int> Processes() => ProcessesOf(folder);

    public static IReadOnlyList<int> ProcessesOf(Folder folder)
    {
        var mark = new Cli(folder).Temporary;
        return [.. Process.GetProcesses().Select(process => process.Id).Where(id => id != Environment.ProcessId && IsMarked(id, mark))];
    }

    public async ValueTask DisposeAsync()
    {
        if (!Process.HasExited)
            Process.Kill(entireProcessTree: true);
        await reading;
        Process.Dispose();
        writing.Dispose();
    }

    /// <summary>The id as JSON; null where there is none that is text.</summary>
    public static string? IdOf(JsonNode message)
    {
        try
        {
            return message["id"]?.ToJsonString();
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair, which the server gives back as it got it.
            return null;
        }
    }

    private static bool IsMarked(int process, string mark)
    {
        try
        {
            return File.ReadAllText($"/proc/{process}/environ").Contains($"TMPDIR={mark}\0", StringComparison.Ordinal);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static bool IsOf(JsonNode message, string method) => (string?)message["method"] == method;

    private static int OffsetOf(string text, JsonNode position)
    {
        var at = 0;
        for (var line = (int)position["line"]!; line > 0; line--)
            at = text.IndexOf('\n', at) + 1;
        return at + (int)position["character"]!;
    }

    private void Read()
    {
        try
        {
            var stream = Process.StandardOutput.BaseStream;
            while (ReadHeader(stream) is { } length)
            {
                var body = new byte[length];
                stream.ReadExactly(body);
                Keep(JsonNode.Parse(body)!);
            }
        }
        catch (Exception failure) when (failure is InvalidDataException or JsonException or EndOfStreamException or IOException)
        {
            Break($"the pipe is broken: {failure.Message}");
            return;
        }

        Break("the server has ended");
    }

    private void Keep(JsonNode message)
    {
        if (message is JsonObject && message["method"] is { } method && message["id"] is { } id)
            _ = SendAsync($$"""{"jsonrpc":"2.0","id":{{id.ToJsonString()}},"result":{{((string)method! == "workspace/applyEdit" ? """{"applied":true}""" : "null")}}}""");
        lock (gate)
        {
            heard.Add(message);
            more.TrySetResult();
            more = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    private void Break(string why)
    {
        lock (gate)
        {
            broken = why;
            more.TrySetResult();
        }
    }

    private static int? ReadHeader(Stream stream)
    {
        var line = new StringBuilder();
        while (!line.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            var next = stream.ReadByte();
            if (next < 0)
                return line.Length == 0 ? null : throw new EndOfStreamException();
            line.Append((char)next);
            if (line.Length > 100)
                throw new InvalidDataException($"no header: {line}");
        }

        return line.ToString().StartsWith("Content-Length: ", StringComparison.Ordinal) && int.TryParse(line.ToString()["Content-Length: ".Length..], CultureInfo.InvariantCulture, out var length)
            ? length
            : throw new InvalidDataException($"no header: {line}");
    }
}
