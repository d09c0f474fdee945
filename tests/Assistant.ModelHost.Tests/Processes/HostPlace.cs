using System.Net.Sockets;
using Assistant.Models;
using Assistant.Platform;
using Assistant.Tests.Kit;
using Assistant.RandomModels;
using Xunit;

namespace Assistant.ModelHost.Tests.Processes;

/// <summary>
/// A folder with models, in which a host of its own listens: the real one, started as the product starts it. When it is
/// disposed no process is left that was started with its socket.
/// </summary>
internal sealed class HostPlace : IDisposable
{
    private readonly TempFolder folder = TempFolder.Create("host-");

    public HostPlace(params ModelShape[] shapes)
    {
        Directory.CreateDirectory(Models);
        foreach (var shape in shapes)
            RandomModel.Write(shape, ModelPath(shape));
        File.WriteAllText(Script, "");
    }

    public static string Assistant { get; } = Path.Combine(Repository.Root, "src", "Assistant.Cli", "bin", Path.GetFileName(Path.GetDirectoryName(AppContext.BaseDirectory.TrimEnd('/')))!, "net10.0", "assistant.dll");

    public string Models => Path.Combine(folder.Path, "models");

    public string Cache => Path.Combine(folder.Path, "cache");

    public string Prompts => Path.Combine(Cache, "assistant", "prompts");

    public string Socket => Path.Combine(folder.Path, "run", "host.sock");

    public string Note => Path.Combine(folder.Path, "run", "host.note");

    /// <summary>What the scripted host is told.</summary>
    public string Script => Path.Combine(folder.Path, "script");

    /// <summary>The host's process by its own word.</summary>
    public int HostId => HostNote.Read(Note)?.ProcessId ?? throw new InvalidOperationException("no host has said that it is there");

    /// <summary>All processes that were started with this socket and run.</summary>
    public IReadOnlyList<int> Processes => [.. ProcessesWith(Socket)];

    public string ModelPath(ModelShape shape) => Path.Combine(Models, shape.Name + ".gguf");

    public string At(string name) => Path.Combine(folder.Path, name);

    /// <summary>The command of the real host.</summary>
    public IReadOnlyList<string> Command(params string[] more) =>
        ["env", $"XDG_CACHE_HOME={Cache}", "DOTNET_EnableDiagnostics=0", "dotnet", Assistant, "host", "--socket", Socket, "--models", Models, "--threads", "1", .. more];

    /// <summary>How the real host is started.</summary>
    public HostLaunch Launch(params string[] more) => Launching(Command(["--detached", .. more]));

    /// <summary>How one is started that does what <see cref="Script"/> says.</summary>
    public HostLaunch ScriptedLaunch() => Launching([.. Program.Command, "scripted-host", Socket, Note, Script]);

    /// <summary>A command that becomes a host.</summary>
    public HostLaunch Launching(IReadOnlyList<string> command) => new(command[0], [.. command.Skip(1)], Socket, Note);

    /// <summary>Ends whoever runs. What is ended listens a moment longer than it is seen.</summary>
    public async Task ClearAsync()
    {
        foreach (var process in Processes)
            OtherProcess.Kill(process, _ => true);
        await UntilAsync(() => Processes.Count == 0 && !Listens(), TimeSpan.FromSeconds(20), "the host does not end");
    }

    /// <summary>Waits until the host that runs has said that it is there.</summary>
    public Task AnnouncedAsync() =>
        UntilAsync(() => HostNote.Read(Note) is { } note && Processes.Contains(note.ProcessId), TimeSpan.FromSeconds(20), "the host does not say that it is there");

    /// <summary>Waits until something is so.</summary>
    /// <returns>How long that took.</returns>
    public static async Task<TimeSpan> UntilAsync(Func<bool> isSo, TimeSpan patience, string otherwise)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (!isSo())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(began) < patience, otherwise);
            await Task.Delay(2);
        }

        return TimeProvider.System.GetElapsedTime(began);
    }

    /// <summary>Waits until so many processes run.</summary>
    public Task<TimeSpan> CountAsync(int count, TimeSpan patience) =>
        UntilAsync(() => Processes.Count == count, patience, $"after {patience} not {count} processes run");

    public void Dispose()
    {
        foreach (var process in Processes)
            OtherProcess.Kill(process, _ => true);
        folder.Dispose();
    }

    private bool Listens()
    {
        using var socket = new System.Net.Sockets.Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            socket.Connect(new UnixDomainSocketEndPoint(Socket));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static IEnumerable<int> ProcessesWith(string word)
    {
        foreach (var process in Directory.GetDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(process), out var id) && CommandLine(process).Contains(word, StringComparison.Ordinal))
                yield return id;
        }
    }

    // Empty for one that has ended, also where nobody has asked for its exit code yet.
    private static string CommandLine(string process)
    {
        try
        {
            return File.ReadAllText(process + "/cmdline");
        }
        catch (IOException)
        {
            return "";
        }
    }
}
