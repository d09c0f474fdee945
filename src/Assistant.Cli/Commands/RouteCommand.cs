using System.Collections.Immutable;
using System.CommandLine;
using System.Runtime.CompilerServices;
using Assistant.Cli.Opening;
using Assistant.Cli.Output;
using Assistant.Core.Context;
using Assistant.Core.Proposing.Models;
using Assistant.Core.Routing;
using Assistant.Core.Verification;
using Assistant.Platform;
using Assistant.Server.Models;
using Assistant.Workspace;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Assistant.Cli.Commands;

/// <summary><c>assistant debug route</c>: which tier would be asked first, and why.</summary>
internal sealed class RouteCommand(StandardStreams streams, TierModels models)
{
    public static Command Create(UserFolders folders, WorkspaceOpening opening, StandardStreams streams)
    {
        var command = new Command("route", "Says which models would be asked about an instruction, or about the error of a member, and why.");
        var open = OpenArguments.AddTo(command);
        var at = new Option<string>("--at") { Description = "Where.", Required = true, HelpName = "path:line" };
        var instruction = new Option<string?>("--instruction") { Description = "What is to be done, in words; left out, it is about the first error of that line, or of its member." };
        command.Options.Add(at);
        command.Options.Add(instruction);
        var tiers = TierArguments.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var progress = streams.StartProgress(opening.Time);
            var opened = await opening.OpenAsync(open.Read(parsed), progress, cancellationToken);
            using var models = tiers.Read(parsed, folders, "auto", streams.Note);
            return await new RouteCommand(streams, models).RunAsync(opened, parsed.GetValue(at)!, parsed.GetValue(instruction), progress, cancellationToken);
        });
        return command;
    }

    // Apart from opening: what mentions Roslyn is compiled only when Roslyn has been found.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private async Task<int> RunAsync(WorkspaceOpening.Opened opened, string at, string? instruction, ProgressLine progress, CancellationToken cancellationToken)
    {
        var snapshot = opened.Solution.Snapshot;
        var place = await SourcePlace.FindAsync(snapshot, at, streams.CallerFolder, cancellationToken);
        progress.Report("Compiling");
        var task = instruction is null
            ? await OfErrorAsync(new Verifier(snapshot), place, at, cancellationToken)
            : new ContextTask(snapshot, place.Document, place.Caret, [], instruction);
        // Without models it says what would be if there were both.
        ImmutableArray<RoutedTier> tiers = models.IsEmpty ? [new(TierSettings.Small, null), new(TierSettings.Large, null)] : Cascade.Routed(models.Tiers);
        var route = await Router.RouteAsync(task, tiers, cancellationToken);
        progress.Clear();
        await streams.Output.WriteLineAsync(VisibleText.Of($"{string.Join(", then ", route.Order)}: {route.Reason}").AsMemory(), cancellationToken);
        return ExitCode.Done;
    }

    private static async Task<ContextTask> OfErrorAsync(Verifier verifier, SourcePlace place, string at, CancellationToken cancellationToken)
    {
        var text = await place.Document.GetTextAsync(cancellationToken);
        var line = text.Lines.GetLineFromPosition(place.Caret.Start).Span;
        var root = (await place.Document.GetSyntaxRootAsync(cancellationToken))!;
        var member = root.FindNode(place.Caret, getInnermostNodeForTie: true).FirstAncestorOrSelf<MemberDeclarationSyntax>()?.Span ?? line;
        var error = (await verifier.ErrorsAsync(place.Document.Project.Id, cancellationToken))
            .Where(error => error.Location.SourceTree?.FilePath == place.Document.FilePath && (line.IntersectsWith(error.Location.SourceSpan) || member.Contains(error.Location.SourceSpan)))
            .OrderByDescending(error => line.IntersectsWith(error.Location.SourceSpan)).ThenBy(error => error.Location.SourceSpan.Start)
            .FirstOrDefault() ?? throw new WorkspaceException($"neither {at} nor the member there has an error: say what is to be done with --instruction");
        return await RepairTask.OfAsync(verifier, place.Document, error, cancellationToken);
    }
}
