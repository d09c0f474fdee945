using System.CommandLine;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Assistant.Cli.Applying;
using Assistant.Cli.Opening;
using Assistant.Cli.Output;
using Assistant.Core.Context;
using Assistant.Core.Edits;
using Assistant.Core.Proposing.Models;
using Assistant.Core.Verification;
using Assistant.Platform;
using Assistant.Server.Models;
using Assistant.Workspace;

namespace Assistant.Cli.Commands;

/// <summary><c>assistant edit</c>: changes a member as the user says, when what a model proposes compiles.</summary>
internal sealed class EditCommand(WorkspaceOpening opening, StandardStreams streams)
{
    public static Command Create(UserFolders folders, WorkspaceOpening opening, StandardStreams streams)
    {
        var instruction = new Argument<string>("instruction") { Description = "What is to be done, in words." };
        instruction.Validators.Add(result =>
        {
            if (string.IsNullOrWhiteSpace(result.GetValueOrDefault<string>()))
                result.AddError("say what is to be done, like \"return an empty list instead of null\"");
            // The next argument, in the place of one that was forgotten.
            else if (result.GetValueOrDefault<string>() is var said && (Files.Exists(said) || Files.FolderExists(said)))
                result.AddError($"the instruction is missing: '{said}' is a file or a folder; say first what is to be done, like \"return an empty list instead of null\"");
        });
        var command = new Command("edit", "Changes a member as you say: a model proposes, the compiler decides, and nothing else is shown.") { instruction };
        var open = OpenArguments.AddTo(command);
        var at = new Option<string>("--at") { Description = "Where: a line of the member.", Required = true, HelpName = "path:line" };
        var models = TierArguments.AddTo(command);
        var tests = TestArguments.AddTo(command);
        var tier = new Option<string>("--tier") { Description = "Who may propose.", DefaultValueFactory = _ => "auto" };
        tier.AcceptOnlyFromAmong("small", "large", "auto");
        var apply = new Option<bool>("--apply") { Description = "Write the change to disk." };
        var format = new Option<string>("--format") { Description = "For people or for programs.", DefaultValueFactory = _ => "text" };
        format.AcceptOnlyFromAmong("text", "json");
        foreach (var option in new Option[] { at, tier, apply, format })
            command.Options.Add(option);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var tiers = models.Read(parsed, folders, parsed.GetValue(tier)!, streams.Note);
            if (tiers.IsEmpty)
                throw new WorkspaceException("no model is configured, and the rules know nothing of instructions: name one with --small http://127.0.0.1:8080#model or in settings.json (assistant doctor shows the servers on this machine)");
            var request = new Request(open.Read(parsed), parsed.GetValue(instruction)!.Trim(), parsed.GetValue(at)!, tiers, tests.Read(parsed), parsed.GetValue(apply), parsed.GetValue(format) == "json");
            return await new EditCommand(opening, streams).RunAsync(request, cancellationToken);
        });
        return command;
    }

    private sealed record Request(OpenRequest Open, string Instruction, string At, TierModels Models, TimeSpan? Tests, bool Apply, bool AsJson);

    private async Task<int> RunAsync(Request request, CancellationToken cancellationToken)
    {
        var started = opening.Time.GetTimestamp();
        using var progress = streams.StartProgress(opening.Time);
        var opened = await opening.OpenAsync(request.Open, progress, cancellationToken);
        return await EditAsync(request, opened, progress, started, cancellationToken);
    }

    // Apart from opening: what mentions Roslyn is compiled only when Roslyn has been found.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private async Task<int> EditAsync(Request request, WorkspaceOpening.Opened opened, ProgressLine progress, long started, CancellationToken cancellationToken)
    {
        var snapshot = opened.Solution.Snapshot;
        var place = await SourcePlace.FindAsync(snapshot, request.At, streams.CallerFolder, cancellationToken);
        var task = new ContextTask(snapshot, place.Document, place.Caret, [], request.Instruction);
        using var tests = TestArguments.Of(request.Tests, opened, request.Open, progress, opening.Time);
        var outcome = await new Cascade(request.Models.Tiers, opening.Time).RunAsync(task, Judge.OfEdit(new Verifier(snapshot)).With(tests), progress, cancellationToken);
        progress.Clear();
        var isWritten = request.Apply && outcome.Taken is not null;
        if (isWritten)
            await ChangeWriter.WriteAsync((await ChangeSet.CreateAsync(snapshot, outcome.Taken!.Candidate!.Edits, cancellationToken)).Changes!, cancellationToken);
        var elapsed = opening.Time.GetElapsedTime(started);
        if (request.AsJson)
            await WriteJsonAsync(outcome, elapsed);
        else
            new FixText(streams.Styled, StandardStreams.Columns).Edited(request.At, outcome, isWritten, request.Models.WentTo, elapsed);
        return outcome.Taken is null ? ExitCode.SomethingLeft : ExitCode.Done;
    }

    // No token: what is written is written, and has to be told.
    private Task WriteJsonAsync(CascadeOutcome outcome, TimeSpan elapsed) => streams.Output.WriteLineAsync(JsonSerializer.Serialize(
        new AnswerJson.Edited(
            outcome.Taken is null ? "noVerifiedProposal" : "answered",
            outcome.Taken?.Tier,
            outcome.Reason,
            [.. (outcome.Taken?.Candidate?.Edits ?? []).Select(AnswerJson.EditShape.Of)],
            [.. outcome.Taken?.Verdict?.Silencing ?? []],
            [.. outcome.Tries.Select(AnswerJson.Try.Of)],
            (long)elapsed.TotalMilliseconds,
            outcome.Taken?.Verdict?.Tests?.Words),
        AnswerContext.Readable.Edited));
}
