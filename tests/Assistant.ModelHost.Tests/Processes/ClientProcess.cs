using Assistant.Models;

namespace Assistant.ModelHost.Tests.Processes;

/// <summary>A client of the host that is a process: it asks, starting the host where there is none, and prints what comes.</summary>
internal static class ClientProcess
{
    public static IReadOnlyList<string> Command(HostPlace place, string model, int tokens, params string[] more) =>
        [.. Program.Command, "client", place.Socket, $"{place.Models}/{model}", $"{tokens}", .. more];

    public static async Task<int> RunAsync(string socket, string model, int tokens, string[] more)
    {
        string[] arguments = [HostPlace.Assistant, "host", "--detached", "--forget", "--threads", "1", "--socket", socket, "--models", Path.GetDirectoryName(model)!, .. more];
        using var supervisor = new HostSupervisor(new HostLaunch("dotnet", arguments, socket, Path.Combine(Path.GetDirectoryName(socket)!, "host.note")), TimeProvider.System);
        await using var output = Console.OpenStandardOutput();
        await using var writer = new StreamWriter(output) { AutoFlush = true };
        try
        {
            var query = new ModelQuery(Path.GetFileNameWithoutExtension(model)) { Prompt = "var total = orders.", MaxTokens = tokens };
            await foreach (var happened in supervisor.AskAsync(query, CancellationToken.None))
                await writer.WriteLineAsync(happened.GetType().Name);
            return 0;
        }
        catch (ModelException failure)
        {
            await writer.WriteLineAsync(failure.Message);
            return 1;
        }
    }
}
