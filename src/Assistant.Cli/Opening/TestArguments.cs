using System.CommandLine;
using System.Runtime.CompilerServices;
using Assistant.Workspace.Testing;

namespace Assistant.Cli.Opening;

/// <summary>The flags that ask for tests.</summary>
internal sealed class TestArguments
{
    private const int UsualMinutes = 5;
    private const int LongestMinutes = 24 * 60;

    private readonly Option<bool> tests = new("--tests") { Description = "Take nothing that breaks a test: the tests that the change can reach are run with it, in a copy. This runs code of the folder." };
    private readonly Option<int> minutes = new("--test-minutes") { Description = "How long the tests of one proposal may take.", DefaultValueFactory = _ => UsualMinutes, HelpName = "minutes" };

    private TestArguments(Command command)
    {
        command.Options.Add(tests);
        command.Options.Add(minutes);
        minutes.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > LongestMinutes)
                result.AddError($"--test-minutes takes a number from 1 to {LongestMinutes}");
        });
    }

    /// <summary>Adds the flags to a command.</summary>
    public static TestArguments AddTo(Command command) => new(command);

    /// <summary>How long tests may take; null where none were asked for.</summary>
    public TimeSpan? Read(ParseResult parsed) => parsed.GetValue(tests) ? TimeSpan.FromMinutes(parsed.GetValue(minutes)) : null;

    /// <summary>What runs them; null where none were asked for.</summary>
    // Apart from reading: what mentions Roslyn is compiled only when Roslyn has been found.
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static CopiedTests? Of(TimeSpan? limit, WorkspaceOpening.Opened opened, OpenRequest open, IProgress<string> progress, TimeProvider time) => limit is { } most
        ? new CopiedTests(opened.Workspace, opened.Sdk, opened.Solution.Snapshot, new TestOptions(open.Properties, most, time), progress)
        : null;
}
