using System.Collections.Immutable;
using System.CommandLine;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Assistant.Cli.Applying;
using Assistant.Cli.Opening;
using Assistant.Cli.Output;
using Assistant.Core.Edits;
using Assistant.Core.Proposing;
using Assistant.Core.Proposing.Models;
using Assistant.Core.Verification;
using Assistant.Platform;
using Assistant.Server.Models;

namespace Assistant.Cli.Commands;

/// <summary><c>assistant fix</c>: finds what is broken, proposes repairs, shows those that compile.</summary>
internal sealed class FixCommand(WorkspaceOpening opening, StandardStreams streams)
{
    private const string RulesOnly = "No model is configured: the rules tier works alone, with its own rules and the fixes in your SDK. A model on this machine would be asked about the rest: assistant doctor says how.";

    public static Command Create(UserFolders folders, WorkspaceOpening opening, StandardStreams streams)
    {
        var command = new Command("fix", "Finds compiler errors and repairs those it can, every repair compiled before it is shown.");
        var open = OpenArguments.AddTo(command);
        var ids = new Option<string>("--diagnostics") { Description = "Only these ids, separated by commas." };
        ids.Validators.Add(result =>
        {
            foreach (var id in Ids(result.GetValueOrDefault<string>()).Where(id => !char.IsAsciiLetter(id[0]) || !char.IsAsciiDigit(id[^1])))
                result.AddError($"'{id}' is no diagnostic id: they look like CS0103");
        });
        var severity = new Option<string>("--severity") { Description = "Repair errors alone, or warnings too.", DefaultValueFactory = _ => "error" };
        severity.AcceptOnlyFromAmong("error", "warning");
        var models = TierArguments.AddTo(command);
        var tests = TestArguments.AddTo(command);
        var tier = new Option<string>("--tier") { Description = "Who may propose beside the rules.", DefaultValueFactory = _ => "auto" };
        tier.AcceptOnlyFromAmong("rules", "small", "large", "auto");
        var apply = new Option<bool>("--apply") { Description = "Write the repairs to disk, all or none." };
        var format = new Option<string>("--format") { Description = "For people or for programs.", DefaultValueFactory = _ => "text" };
        format.AcceptOnlyFromAmong("text", "json");
        foreach (var option in new Option[] { ids, severity, tier, apply, format })
            command.Options.Add(option);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var tiers = models.Read(parsed, folders, parsed.GetValue(tier)!, streams.Note);
            var request = new Request(open.Read(parsed), [.. Ids(parsed.GetValue(ids))], parsed.GetValue(severity) == "warning", tiers, tests.Read(parsed), parsed.GetValue(apply), parsed.GetValue(format) == "json");
            return await new FixCommand(opening, streams).RunAsync(request, cancellationToken);
        });
        return command;
    }

    private static string[] Ids(string? list) => (list ?? "").ToUpperInvariant().Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private sealed record Request(OpenRequest Open, ImmutableHashSet<string> Ids, bool WithWarnings, TierModels Models, TimeSpan? Tests, bool Apply, bool AsJson);

    private async Task<int> RunAsync(Request request, CancellationToken cancellationToken)
    {
        var started = opening.Time.GetTimestamp();
        using var progress = streams.StartProgress(opening.Time);
        var opened = await opening.OpenAsync(request.Open, progress, cancellationToken);
        if (request.AsJson)
            opening.NoteUnloaded(opened);
        return await FixAsync(request, opened, progress, started, cancellationToken);
    }

    // Apart from opening: what mentions Roslyn is compiled only when Roslyn has been found.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private async Task<int> FixAsync(Request request, WorkspaceOpening.Opened opened, ProgressLine progress, long started, CancellationToken cancellationToken)
    {
        var snapshot = opened.Solution.Snapshot;
        var verifier = new Verifier(snapshot);
        var text = new FixText(streams.Styled, StandardStreams.Columns);
        progress.Report("Compiling");
        var errors = await CountErrorsAsync(verifier, cancellationToken);
        if (!request.AsJson)
        {
            progress.Clear();
            text.Heading(opened.Name, snapshot, errors);
        }

        progress.Report("Looking for repairs");

        using var tests = TestArguments.Of(request.Tests, opened, request.Open, progress, opening.Time);
        var models = request.Models.IsEmpty ? null : new Cascade(request.Models.Tiers, opening.Time);
        var loop = new RepairLoop(new RulesTier(FixProviders.In(opened.Roslyn.FeatureAssemblies)), models, RepairSelection.Of(request.WithWarnings, request.Ids)) { Tests = tests };
        var outcomes = new List<(RepairOutcome Outcome, TimeSpan Elapsed)>();
        var last = opening.Time.GetTimestamp();
        await foreach (var outcome in loop.RunAsync(verifier, progress.Places, cancellationToken))
        {
            progress.Clear();
            outcomes.Add((outcome, opening.Time.GetElapsedTime(last)));
            last = opening.Time.GetTimestamp();
            if (!request.AsJson)
                text.Outcome(outcome);
        }

        var changes = await ChangeSet.BetweenAsync(snapshot, loop.Repaired!.Solution, cancellationToken);
        if (request.Apply && changes is not null)
        {
            progress.Report("Writing");
            await ChangeWriter.WriteAsync(changes, cancellationToken);
        }

        progress.Clear();
        var tally = FixTally.Of([.. outcomes.Select(pair => pair.Outcome)], opening.Time.GetElapsedTime(started));
        if (request.AsJson)
            await WriteJsonAsync(outcomes, changes, tally);
        else
            text.Ledger(tally, request.Models.WentTo, Remark(request, changes, tally, errors));
        // A project that was not opened was not looked at: nobody may take that for clean.
        return tally.Unfixed == 0 && snapshot.Unloaded.IsEmpty ? ExitCode.Done : ExitCode.SomethingLeft;
    }

    private static async Task<int> CountErrorsAsync(Verifier verifier, CancellationToken cancellationToken)
    {
        var errors = new HashSet<(string, string?, int, int)>();
        foreach (var build in verifier.Snapshot.Builds)
        {
            foreach (var error in await verifier.ErrorsAsync(build.Id, cancellationToken))
            {
                var reported = verifier.Report(error, build);
                errors.Add((reported.Id, reported.Path, reported.Line, reported.Column));
            }
        }

        return errors.Count;
    }

    private static string? Remark(Request request, ChangeSet? changes, FixTally tally, int errors)
    {
        if (tally is { Fixed: 0, Unfixed: 0 })
        {
            return !request.Ids.IsEmpty ? $"Nothing here is {string.Join(" or ", request.Ids.Order(StringComparer.Ordinal))}."
                : errors > 0 ? null
                : request.WithWarnings ? "There is nothing to repair."
                : "There is no error to repair. Add --severity warning to repair warnings too.";
        }

        var written = changes is null ? null
            : request.Apply ? $"Wrote {changes.Files.Length} file{(changes.Files.Length == 1 ? "" : "s")}."
            : "Nothing was written. Add --apply to write these repairs.";
        var rest = tally.Unfixed > 0 && request.Models.IsEmpty ? RulesOnly : null;
        return (written, rest) is (null, null) ? null : string.Join(' ', new[] { written, rest }.OfType<string>());
    }

    // No token: what is written is written, and has to be told.
    private async Task WriteJsonAsync(List<(RepairOutcome Outcome, TimeSpan Elapsed)> outcomes, ChangeSet? changes, FixTally tally)
    {
        var answer = new AnswerJson.Fixed(
            [.. outcomes.Select(pair => Shape(pair.Outcome, pair.Elapsed))],
            [.. (changes?.ToEdits() ?? []).Select(AnswerJson.EditShape.Of)],
            new AnswerJson.Summary(tally.Fixed, tally.Unfixed, tally.Rejected, (long)tally.Elapsed.TotalMilliseconds, Asked(tally.Usage.Calls), Asked(tally.Usage.PromptTokens + tally.Usage.Tokens)));
        int? Asked(int number) => tally.Usage.Calls > 0 ? number : null;
        await streams.Output.WriteLineAsync(JsonSerializer.Serialize(answer, AnswerContext.Readable.Fixed));
    }

    private static AnswerJson.FixedDiagnostic Shape(RepairOutcome outcome, TimeSpan elapsed) => new(
        outcome.Target.Id,
        outcome.Target.Path,
        outcome.Target.Line,
        outcome.Target.Message,
        outcome.Chosen is null ? "unfixed" : "fixed",
        outcome.Chosen?.Candidate.Tier,
        [.. outcome.Edits.Select(AnswerJson.EditShape.Of)],
        outcome.Tied.Length + outcome.Alternatives.Length,
        [.. outcome.Rejected.GroupBy(rejected => rejected.Cause).Select(group => new AnswerJson.RejectedCount(group.Key, group.Count()))],
        [.. (outcome.Chosen?.Verdict.NewDiagnostics ?? []).Select(uncovered => new AnswerJson.Uncovered(uncovered.Id, uncovered.Path, uncovered.Line))],
        (long)elapsed.TotalMilliseconds,
        outcome.Tries.IsEmpty ? null : [.. outcome.Tries.Select(AnswerJson.Try.Of)],
        outcome.Chosen?.Verdict.Tests?.Words);
}
