using System.CommandLine;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Assistant.Cli.Input;
using Assistant.Cli.Opening;
using Assistant.Cli.Output;
using Assistant.Core.Verification;
using Assistant.Platform;
using Assistant.Workspace;

namespace Assistant.Cli.Commands;

/// <summary><c>assistant verify</c>: proposals in, verdicts out, one JSON object a line.</summary>
internal sealed class VerifyCommand(WorkspaceOpening opening, StandardStreams streams)
{
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

    private async Task<int> RunAsync(OpenRequest request, string source, Strictness strictness, CancellationToken cancellationToken)
    {
        using var lines = OpenLines(source);
        using var progress = streams.StartProgress(opening.Time);
        var opened = await opening.OpenAsync(request, progress, cancellationToken);
        foreach (var notice in opened.Solution.Notices)
            streams.Note(notice);
        return await JudgeAsync(lines, opened, strictness, progress, cancellationToken);
    }

    // Apart from opening: what mentions Roslyn is compiled only when Roslyn has been found.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private async Task<int> JudgeAsync(
        TextReader lines, WorkspaceOpening.Opened opened, Strictness strictness, ProgressLine progress, CancellationToken cancellationToken)
    {
        using var verifier = new Verifier(opened.Solution.Snapshot);
        var allAccepted = true;
        for (var number = 1; await lines.ReadLineAsync(cancellationToken) is { } line; number++)
        {
            if (string.IsNullOrWhiteSpace(line))
                continue;
            progress.Places.Report($"judging proposal {number}");
            var started = opening.Time.GetTimestamp();
            var proposal = ProposalReader.Read(line);
            var verdict = proposal.Edits is { } edits
                ? Strict(await verifier.VerifyAsync(edits, strictness.WithAnalyzers, cancellationToken), strictness)
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

    private static Verdict Strict(Verdict verdict, Strictness strictness) =>
        strictness.RefuseSilencing && verdict is { Kind: VerdictKind.Accepted or VerdictKind.NotVerified, Silencing.IsEmpty: false }
            ? verdict with { Kind = VerdictKind.Rejected, Reason = $"only hides or deletes: {verdict.Silencing[0].Rule}" }
            : verdict;

    private TextReader OpenLines(string source)
    {
        if (source == "-")
            return StandardStreams.OpenInput();
        var path = Path.Combine(streams.CallerFolder, source);
        if (!Files.Exists(path))
            throw new WorkspaceException($"{path} does not exist: --proposals takes a file of JSON lines, or - for standard input");
        return new StreamReader(Files.OpenRead(path), new System.Text.UTF8Encoding(false));
    }
}
