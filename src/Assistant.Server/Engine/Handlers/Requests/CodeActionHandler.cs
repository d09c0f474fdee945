using System.Text.Json;
using Assistant.Core.Proposing;
using Assistant.Protocol.Messages;
using Assistant.Protocol.Types;
using Assistant.Server.Documents;
using Assistant.Server.Engine.Analysis;
using Assistant.Server.Messaging;
using Microsoft.CodeAnalysis.Text;
using Diagnostic = Assistant.Protocol.Types.Diagnostic;
using Range = Assistant.Protocol.Types.Range;

namespace Assistant.Server.Engine.Handlers.Requests;

/// <summary>
/// Lists what has been verified for the diagnostics at a place. Nothing is computed for it: when the user asks, it waits a
/// little for what is about to be known; when the caret moves, it does not. <c>source.fixAll.assistant</c> is computed when
/// an editor asks for it by name, as on saving.
/// </summary>
internal sealed class CodeActionHandler(StateFeed feed, EditWriter writer, FixAll fixAll, ModelRepairs? models, CodeActionOptions options) : ISnapshotHandler
{
    private const int CaretMoved = 2;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    // When something is there, for the rest of what takes a moment.
    private static readonly TimeSpan MorePatience = TimeSpan.FromSeconds(0.2);

    public string Method => Methods.CodeAction;

    public async Task<Answer> AnswerAsync(EngineState state, JsonElement parameters, CancellationToken cancellationToken)
    {
        if (Parameters.Read(parameters, ProtocolJson.Default.CodeActionParams) is not { } asked)
            return Answer.Failed(ErrorCode.InvalidParams, "the parameters are not those of textDocument/codeAction");
        var uri = asked.TextDocument.Uri;
        var actions = new List<CodeAction>();
        if (state.Documents.TryGetValue(uri, out var text) && text.Text is not null)
        {
            if (Wants(asked, ActionKinds.QuickFix))
                actions.AddRange(await QuickFixesAsync(state, text, asked, cancellationToken));
            if (asked.Context?.Only is { Count: > 0 } && Wants(asked, ActionKinds.FixAll))
                actions.AddRange(await FixAllAsync(uri, asked.Context.Only.Contains(ActionKinds.Source, StringComparer.Ordinal), cancellationToken));
        }

        return Answer.Of(actions, ProtocolJson.Default.IReadOnlyListCodeAction, uri);
    }

    private async Task<IEnumerable<CodeAction>> QuickFixesAsync(EngineState state, OpenText text, CodeActionParams asked, CancellationToken cancellationToken)
    {
        var lines = text.Lines(options.Encoding);
        // Some editors ask with the caret and name the diagnostics of its line.
        TextSpan[] places = [.. (asked.Context?.Diagnostics ?? []).Select(place => place.Range).Prepend(asked.Range).Select(SpanOf)];
        TextSpan SpanOf(Range range)
        {
            var (start, end) = (lines.OffsetOf(range.Start), lines.OffsetOf(range.End));
            return TextSpan.FromBounds(Math.Min(start, end), Math.Max(start, end));
        }

        bool IsAsked(Finding finding) => places.Any(place => place.IntersectsWith(finding.Span));
        // Without a judge there is nothing to wait for.
        bool Are(EngineState known, Func<Finding, bool> whatTheyAre) => known.Judge is null || !ReferenceEquals(known.Documents.GetValueOrDefault(text.Uri), text)
            || (known.FindingsOf(text.Uri) is { } found && found.Findings.Where(IsAsked).All(whatTheyAre));
        bool HaveSome(EngineState known) => Are(known, finding => finding.HasRepairs || finding.IsReady);
        var now = feed.Newest;
        if (asked.Context?.TriggerKind != CaretMoved && !HaveSome(now))
        {
            await feed.WaitAsync(HaveSome, Patience, options.Time, cancellationToken);
            now = await feed.WaitAsync(known => Are(known, finding => finding.IsReady), MorePatience, options.Time, cancellationToken);
        }

        return now.FindingsOf(text.Uri) is { Judge: { } judge } findings
            ? findings.Findings.Where(IsAsked).SelectMany(finding => ActionsOf(finding, findings.Text, judge, now).Concat(finding.HasRepairs ? [] : OffersOf(finding, findings.Text)))
            : [];
    }

    private IEnumerable<CodeAction> ActionsOf(Finding finding, OpenText text, Judge judge, EngineState state)
    {
        if (finding.Outcome is not { } outcome)
            yield break;
        IReadOnlyList<Diagnostic> repaired = [DiagnosticWriter.Of(finding, text, options.Encoding)];
        VerifiedRepair[] repairs = [.. outcome.Chosen is { } chosen ? [chosen] : Array.Empty<VerifiedRepair>(), .. outcome.Tied, .. outcome.Alternatives];
        foreach (var repair in repairs.Where(repair => !options.BesideRoslyn || !repair.Candidate.IsOfSdk))
        {
            if (writer.Write(repair.Candidate.Title, repair.Candidate.Edits, judge, state) is { } edit)
                yield return new CodeAction(TitleOf(repair), ActionKinds.QuickFix, repaired, edit, IsPreferred: finding.Judged == Judged.All && repair == outcome.Chosen ? true : null, Data: new Repairs(RulesTier.Name, Count: 1));
        }
    }

    private IEnumerable<CodeAction> OffersOf(Finding finding, OpenText text) => models?.Offer(text.Uri, DiagnosticWriter.Of(finding, text, options.Encoding)) is { } offer ? [offer] : [];

    // What a menu offers is begun when it is chosen; what an editor does on saving has to be there.
    private async Task<IEnumerable<CodeAction>> FixAllAsync(string uri, bool isMenu, CancellationToken cancellationToken)
    {
        if (isMenu)
        {
            return FixAll.Scopes.Select(scope => new CodeAction(
                FixAll.TitleOf(scope), ActionKinds.FixAll, Command: new Command(FixAll.TitleOf(scope), Methods.FixAllCommand, [FixAll.ArgumentOf(scope, uri)])));
        }

        var (edit, repaired, _) = await fixAll.EditAsync(FixAll.Document, uri, new Progress<string>(), cancellationToken);
        return edit is null ? [] : [new CodeAction(FixAll.TitleOf(FixAll.Document), ActionKinds.FixAll, Edit: edit, Data: new Repairs(RulesTier.Name, repaired))];
    }

    // Kinds are a tree: who asks for a branch gets what hangs on it. Who asks for none gets what belongs into a lightbulb.
    private static bool Wants(CodeActionParams asked, string kind) => asked.Context?.Only is not { Count: > 0 } only
        || only.Any(wanted => wanted.Length == 0 || kind == wanted || kind.StartsWith(wanted + ".", StringComparison.Ordinal));

    private static string TitleOf(VerifiedRepair repair) => repair.Verdict.NewDiagnostics.IsEmpty
        ? repair.Candidate.Title
        : $"{repair.Candidate.Title} (uncovers {string.Join(", ", repair.Verdict.NewDiagnostics.Select(uncovered => uncovered.Id).Distinct(StringComparer.Ordinal))})";
}
