using System.Net.Sockets;
using System.Text;
using Assistant.Platform;

namespace Assistant.ModelHost.Tests.Processes;

/// <summary>
/// A host that is a process and no model: it says what the real one would say and dies when it is told to, once for each time
/// it is told. It ends its answers by closing, so that a death looks like an end: only the terminal event tells them apart.
/// </summary>
internal sealed class ScriptedHost(string socket, string note, string script)
{
    private const string Head = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n";

    /// <summary>The pieces of its answer.</summary>
    public static IReadOnlyList<string> Pieces { get; } = ["one ", "two ", "three ", "four"];

    public static string Order(Moment moment, Death death) => $"{moment} {death}";

    public async Task RunAsync()
    {
        Files.CreatePrivateFolder(Path.GetDirectoryName(socket)!);
        File.Delete(socket);
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(socket));
        new HostNote(Environment.ProcessId, HostDoing.Nothing, "", "", default).Write(note);
        listener.Listen();
        ThisProcess.LeaveTerminal();
        while (true)
            _ = AnswerAsync(await listener.AcceptAsync());
    }

    private async Task AnswerAsync(Socket connection)
    {
        try
        {
            await using var stream = new NetworkStream(connection, ownsSocket: true);
            if ((await RequestAsync(stream)).StartsWith("GET", StringComparison.Ordinal))
                await SayAsync(stream, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
            else
                await GenerateAsync(stream);
        }
        catch (IOException)
        {
            // Whoever asked has gone.
        }
    }

    private async Task GenerateAsync(NetworkStream stream)
    {
        var order = await File.ReadAllTextAsync(script);
        async Task Reached(Moment moment)
        {
            // What was said is to be read before what comes now.
            await Task.Delay(50);
            if (order.Split(' ') is [var when, var how] && when == moment.ToString())
            {
                await File.WriteAllTextAsync(script, "");
                await DieAsync(Enum.Parse<Death>(how));
            }
        }

        await Reached(Moment.BeforeLoad);
        await SayAsync(stream, Head + ": loading 0.10\n\n");
        await Reached(Moment.Loading);
        await SayAsync(stream, ": prompt 0.50\n\n");
        await Reached(Moment.Prompt);
        for (var index = 0; index < Pieces.Count; index++)
        {
            await SayAsync(stream, $"data: {{\"choices\":[{{\"text\":\"{Pieces[index]}\"}}]}}\n\n");
            if (index < 2)
                await Reached(index == 0 ? Moment.FirstToken : Moment.MidStream);
        }

        await SayAsync(stream, "data: {\"choices\":[{\"text\":\"\",\"finish_reason\":\"length\"}]}\n\n");
        await Reached(Moment.LastToken);
        await SayAsync(stream, "data: [DONE]\n\n");
    }

    private static async Task DieAsync(Death death)
    {
        if (death == Death.Exit)
            Environment.Exit(0);
        await DeathSignals.SendAsync(Environment.ProcessId, death);
        // It takes a moment; nothing more is said.
        await Task.Delay(Timeout.Infinite);
    }

    private static Task SayAsync(NetworkStream stream, string text) => stream.WriteAsync(Encoding.UTF8.GetBytes(text)).AsTask();

    private static async Task<string> RequestAsync(NetworkStream stream)
    {
        var buffer = new byte[64 << 10];
        var length = 0;
        while (await stream.ReadAsync(buffer.AsMemory(length)) is > 0 and var count)
        {
            length += count;
            var text = Encoding.UTF8.GetString(buffer, 0, length);
            if (text.IndexOf("\r\n\r\n", StringComparison.Ordinal) is > 0 and var end && (text.StartsWith("GET", StringComparison.Ordinal) || text[(end + 4)..].EndsWith('}')))
                return text;
        }

        return "";
    }
}
