using System.CommandLine;
using Assistant.Cli.Opening;
using Assistant.Cli.Output;
using Assistant.Platform;
using Assistant.Server.Engine;
using Assistant.Server.Front;
using Assistant.Workspace;

namespace Assistant.Cli.Commands;

/// <summary><c>assistant serve</c>: the language server; and its engine, which it starts as a process of its own.</summary>
internal static class ServeCommand
{
    private const string EngineVerb = "engine";

    public static Command Create(UserFolders folders, StandardStreams streams)
    {
        var command = new Command("serve", "The language server: speaks LSP on standard input and output.");
        var open = OpenArguments.AddTo(command, withRestore: false);
        command.SetAction((parsed, cancellationToken) =>
        {
            // The client is there already: it is told, and served by what the settings would be without the file.
            var (settings, problem) = open.TryReadSettings(parsed, streams.CallerFolder);
            return ServeAsync(new FrontSettings(settings, folders, problem), cancellationToken);
        });
        return command;
    }

    public static Command CreateEngine(UserFolders folders)
    {
        var command = new Command(EngineVerb, "What the language server starts for itself.") { Hidden = true };
        command.SetAction(async (_, _) =>
        {
            var (input, output) = ProtocolStreams.Take();
            await new EngineHost(folders, new HostPlaces(folders).Launch, TimeProvider.System).RunAsync(input, output);
            return ExitCode.Done;
        });
        return command;
    }

    private static async Task<int> ServeAsync(FrontSettings settings, CancellationToken cancellationToken)
    {
        var (input, output) = ProtocolStreams.Take();
        var launcher = new EngineProcess.Launcher(SdkResolver.RunningDotnet(), [Path.Combine(AppContext.BaseDirectory, "assistant.dll"), EngineVerb]);
        using var server = new FrontServer(input, output, launcher, settings, TimeProvider.System);
        return await server.RunAsync(cancellationToken);
    }
}
