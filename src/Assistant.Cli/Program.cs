using System.CommandLine;
using Assistant.Cli.Commands;
using Assistant.Cli.Commands.Models;
using Assistant.Cli.Opening;
using Assistant.Cli.Output;
using Assistant.Models.Store;
using Assistant.Platform;
using Assistant.Workspace;

namespace Assistant.Cli;

/// <summary>The composition root: makes what the verbs share and turns every failure into one line.</summary>
internal static class Program
{
    /// <summary>How long work may go on after Ctrl+C: the process is gone within two seconds of it.</summary>
    private static readonly TimeSpan StoppingTime = TimeSpan.FromSeconds(1.5);

    public static async Task<int> Main(string[] arguments)
    {
        var streams = StandardStreams.Open(Environment.GetEnvironmentVariable);
        try
        {
            return await RunAsync(arguments, streams);
        }
        catch (OperationCanceledException)
        {
            streams.Complain("stopped; nothing was changed");
        }
        catch (IOException failure) when (StandardPipe.IsBroken(failure))
        {
            // Nobody reads the answer any more, so nobody misses its end.
        }
        catch (Exception failure) when (failure is WorkspaceException or ModelRefusedException or IOException or UnauthorizedAccessException)
        {
            streams.Complain(failure.Message);
        }
#pragma warning disable CA1031 // The last line of defence: what gets here is a fault of this program, and is said as one.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            streams.Complain($"internal error: {failure.GetType().Name}: {failure.Message} (set ASSISTANT_TRACE=1 for the stack)");
            if (Environment.GetEnvironmentVariable("ASSISTANT_TRACE") == "1")
                streams.Trace(failure);
        }

        return ExitCode.CouldNotRun;
    }

    private static async Task<int> RunAsync(string[] arguments, StandardStreams streams)
    {
        var folders = new UserFolders(Environment.GetEnvironmentVariable);
        var opening = new WorkspaceOpening(folders, streams, TimeProvider.System, ShellText.Of(["assistant", .. arguments]));
        var root = new RootCommand("Repairs C# and proves every edit by compiling it in your solution. Runs on this machine alone.")
        {
            FixCommand.Create(folders, opening, streams),
            EditCommand.Create(folders, opening, streams),
            ChatCommand.Create(folders, opening, streams),
            VerifyCommand.Create(opening, streams),
            ServeCommand.Create(folders, streams),
            ServeCommand.CreateEngine(folders),
            HostCommand.Create(folders, streams),
            ModelsCommand.Create(folders, streams),
            DoctorCommand.Create(folders, streams),
            new Command("debug", "For developers of the assistant.")
            {
                ExactCommand.Create(opening, streams),
                BenchCommand.Create(opening, streams),
                CascadeCommand.Create(opening, streams),
                EvalCommand.Create(folders, opening, streams, ShellText.Of(["assistant", .. arguments])),
                CompleteCommand.Create(opening, streams),
                ContextCommand.Create(opening, streams),
                FitCommand.Create(opening, streams),
                GenerateCommand.Create(folders, streams),
                MemoryCommand.Create(opening, streams),
                PairsCommand.Create(opening, streams),
                RepairsCommand.Create(opening, streams),
                RouteCommand.Create(folders, opening, streams),
            },
        };
        var parsed = root.Parse(arguments);
        if (parsed.Errors.Count > 0)
        {
            // A word where a verb belongs makes the parser complain of every word after it, too.
            streams.Complain(parsed.CommandResult.Command == root && parsed.UnmatchedTokens is [var verb, ..]
                ? $"'{verb}' is no command of assistant: type fix, edit, chat, verify, serve, host, models, doctor or debug (see --help)"
                : string.Join("; ", parsed.Errors.Select(error => error.Message)) + " (see --help)");
            return ExitCode.CouldNotRun;
        }

        var code = await parsed.InvokeAsync(new InvocationConfiguration
        {
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = parsed.CommandResult.Command.Name switch { HostCommand.Verb => HostCommand.StoppingTime, ChatCommand.Verb => null, _ => StoppingTime },
            Output = streams.Output,
            Error = streams.Error,
        });
        // Any other number is a signal's, for work that did not end when it was asked to.
        return code is ExitCode.Done or ExitCode.SomethingLeft or ExitCode.CouldNotRun ? code : throw new OperationCanceledException();
    }
}
