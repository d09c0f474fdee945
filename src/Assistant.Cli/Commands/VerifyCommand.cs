using System.CommandLine;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Assistant.Cli.Input;
using Assistant.Cli.Opening;
using Assistant.Cli.Output;
using Assistant.Core.Edits;
using Assistant.Core.Verification;

namespace Assistant.Cli.Commands;

/// <summary><c>assistant verify</c>: proposals in, verdicts out, one JSON object a line.</summary>
internal sealed class VerifyCommand(WorkspaceOpening opening, StandardStreams streams)
{
    private const int LongestLineMebibytes = 32;

    public static Command Create(WorkspaceOpening opening, StandardStreams streams)
    {
        var command = new Command("verify", "Says of each proposed edit whether the solution compiles with it as well as without it.");
        var open = OpenArguments.AddTo(command);
        var proposals = new Option<string>("--proposals") { Description = "Proposals as JSON lines: a file, or - for standard input.", Required = true };
        var nullable = new Option<bool>("--nullable") { Description = "Count nullable warnings as errors." };
        var analyzers = new Option<bool>("--analyzers") { Description = "Count errors of the project's analyzers as well; slower." };
        var refuseSilencing = new Option<bool>("--refuse-silencing") { Description = "Reject edits that only hide or delete." };
        command.Options.Add(proposals);
        command.Options.Add(nullable);
        command.Options.Add(analyzers);
        command.Options.Add(refuseSilencing);
        command.SetAction((parsed, cancellationToken) => new VerifyCommand(opening, streams).RunAsync(
            open.Read(parsed, parsed.GetValue(nullable)),
            parsed.GetRequiredValue(proposals),
            new Strictness(parsed.GetValue(analyzers), parsed.GetValue(refuseSilencing)),
            cancellationToken));
        return command;
    }

    private sealed record Strictness(bool WithAnalyzers, bool RefuseSilencing);

    private async Task<int> RunAsync(OpenRequest request, string proposals, Strictness strictness, CancellationToken cancellationToken)
    {
        await using var source = streams.OpenLines(proposals, "--proposals");
        var lines = new LineReader(source, LongestLineMebibytes << 20);
        using var progress = streams.StartProgress(opening.Time);
        var opened = await opening.OpenAsync(request, progress, cancellationToken);
        opening.NoteUnloaded(opened);
        return await JudgeAsync(lines, opened, strictness, progress, cancellationToken);
    }

    // Apart from opening: what mentions Roslyn is compiled only when Roslyn has been found.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private async Task<int> JudgeAsync(
        LineReader lines, WorkspaceOpening.Opened opened, Strictness strictness, ProgressLine progress, CancellationToken cancellationToken)
    {
        var verifier = new Verifier(opened.Solution.Snapshot);
        var allAccepted = true;
        for (var number = 1; await lines.ReadAsync(cancellationToken) is { } line; number++)
        {
            if (line.IsBlank)
                continue;
            (number == 1 ? progress : progress.Places).Report($"judging proposal {number}");
            var started = opening.Time.GetTimestamp();
            var proposal = line.IsTooLong
                ? new Proposal(null, null, $"the line is longer than {LongestLineMebibytes} MiB")
                : ProposalReader.Read(line.Bytes);
            var verdict = proposal.Edits is { } edits
                ? Strict(await VerdictAsync(verifier, edits, strictness, cancellationToken), strictness)
                : new Verdict(VerdictKind.Invalid, Stage.Input, proposal.Problem, [], []);
            progress.Clear();
            allAccepted &= verdict.Kind == VerdictKind.Accepted;
            var answer = new AnswerJson.Verified(
                proposal.Id, AnswerJson.NameOf(verdict.Kind), verdict.Reason, verdict.NewDiagnostics, verdict.Silencing,
                AnswerJson.NameOf(verdict.Stage), (long)opening.Time.GetElapsedTime(started).TotalMilliseconds);
            await streams.Output.WriteLineAsync(JsonSerializer.Serialize(answer, AnswerContext.Readable.Verified).AsMemory(), cancellationToken);
        }

        return allAccepted ? ExitCode.Done : ExitCode.SomethingLeft;
    }

    // One proposal that the compiler cannot stomach must not keep the others from their verdicts.
    private static async Task<Verdict> VerdictAsync(Verifier verifier, IReadOnlyList<Edit> edits, Strictness strictness, CancellationToken cancellationToken)
    {
        try
        {
            return await verifier.VerifyAsync(edits, strictness.WithAnalyzers, cancellationToken);
        }
#pragma warning disable CA1031 // Whatever it is, it says the same: nothing is known of this proposal.
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            return new Verdict(VerdictKind.NotVerified, Stage.Input, $"the verifier failed: {failure.GetType().Name}: {failure.Message.ReplaceLineEndings(" ")}", [], []);
        }
    }

    private static Verdict Strict(Verdict verdict, Strictness strictness) =>
        strictness.RefuseSilencing && verdict is { Kind: VerdictKind.Accepted or VerdictKind.NotVerified, Silencing.IsEmpty: false }
            ? verdict with { Kind = VerdictKind.Rejected, Reason = $"only hides or deletes: {verdict.Silencing[0].Rule}" }
            : verdict;
}
