using System.CommandLine;
using Assistant.Cli.Commands;
using Assistant.Cli.Opening;
using Assistant.Cli.Output;
using Assistant.Platform;
using Assistant.Workspace;

namespace Assistant.Cli;

/// <summary>The composition root: makes what the verbs share and turns every expected failure into one line.</summary>
internal static class Program
{
    public static async Task<int> Main(string[] arguments)
    {
        var streams = StandardStreams.Open(Environment.GetEnvironmentVariable);
        var folders = new UserFolders(Environment.GetEnvironmentVariable);
        var opener = new WorkspaceOpening(folders, streams, TimeProvider.System);
        var root = new RootCommand("Repairs C# and proves every edit by compiling it in your solution. Runs on this machine alone.")
        {
            FixCommand.Create(opener, streams),
            VerifyCommand.Create(opener, streams),
            new Command("debug", "For developers of the assistant.") { ExactCommand.Create(opener, streams) },
        };
        var parsed = root.Parse(arguments);
        if (parsed.Errors.Count > 0)
        {
            streams.Complain(string.Join("; ", parsed.Errors.Select(error => error.Message)) + " (see --help)");
            return ExitCode.CouldNotRun;
        }

        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration
            {
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = TimeSpan.FromSeconds(5),
            });
        }
        catch (OperationCanceledException)
        {
            streams.Complain("stopped; nothing was changed");
            return ExitCode.CouldNotRun;
        }
        catch (Exception failure) when (failure is WorkspaceException or IOException or UnauthorizedAccessException)
        {
            streams.Complain(failure.Message);
            return ExitCode.CouldNotRun;
        }
        finally
        {
            await streams.FlushAsync();
        }
    }
}
