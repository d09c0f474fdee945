using System.Collections.Immutable;
using Assistant.Core.Context;
using Assistant.Core.Edits;
using Assistant.Core.Snapshots;
using Assistant.Core.Verification;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Assistant.Cli.Pairs;

/// <summary>
/// Makes a pair of an edit that leads away from code that compiles. The context is built from the text after that edit alone; the
/// right text is looked at only to be written down.
/// </summary>
/// <param name="snapshot">Code that compiles.</param>
/// <param name="verifier">Of it.</param>
/// <param name="budget">Of a context, in tokens.</param>
internal sealed class PairMaker(Snapshot snapshot, Verifier verifier, int budget)
{
    private const int MostDiagnostics = 8;

    /// <summary>The solution that compiles.</summary>
    public Snapshot Snapshot => snapshot;

    /// <summary>The pair of a fault.</summary>
    /// <returns>Null when the compiler says nothing new of the file, or the fault is not in one place.</returns>
    public async Task<EditPair?> OfFaultAsync(string kind, Document right, ReplaceText fault, CancellationToken cancellationToken)
    {
        if (await BreakAsync(right, fault, cancellationToken) is not { Diagnostics.IsEmpty: false } broken)
            return null;
        var changed = new TextSpan(fault.Start, fault.NewText.Length);
        // As a user would ask for it: where the first complaint is. A fault outside of that member is looked for where it is.
        foreach (var around in new[] { broken.Diagnostics[0].Location.SourceSpan, changed })
        {
            var place = await ContextBuilder.PlaceAsync(broken.Document, around, budget, cancellationToken);
            if (place.Span.Contains(changed) && place.Span.Length > 0)
                return await PairAsync(kind, right, fault, broken, around, place, null, cancellationToken);
        }

        return null;
    }

    /// <summary>The pair of a member's earlier text.</summary>
    /// <param name="right">The document.</param>
    /// <param name="earlier">Puts the earlier text of a member in the place of the present one, whole.</param>
    /// <param name="subject">What its change was for.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>Null when it is longer than a context can hold, or cannot be judged.</returns>
    public async Task<EditPair?> OfHistoryAsync(Document right, ReplaceText earlier, string subject, CancellationToken cancellationToken)
    {
        if (await BreakAsync(right, earlier, cancellationToken) is not { } broken)
            return null;
        var whole = new TextSpan(earlier.Start, earlier.NewText.Length);
        var around = broken.Diagnostics.Select(diagnostic => diagnostic.Location).FirstOrDefault(location => location.SourceTree == broken.Tree && whole.Contains(location.SourceSpan))?.SourceSpan
            ?? new TextSpan(earlier.Start, 0);
        var place = await ContextBuilder.PlaceAsync(broken.Document, around, budget, cancellationToken);
        if (place.Span != whole)
            return null;
        var isRepair = broken.Diagnostics.Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        return await PairAsync(
            isRepair ? EditPair.HistoryRepair : EditPair.HistoryInstruction, right, earlier, broken, around, place, isRepair ? null : subject, cancellationToken);
    }

    private sealed record Broken(Snapshot Snapshot, Document Document, SyntaxTree Tree, ImmutableArray<Diagnostic> Diagnostics);

    private async Task<EditPair> PairAsync(
        string kind, Document right, ReplaceText edit, Broken broken, TextSpan around, EditPlace place, string? instruction, CancellationToken cancellationToken)
    {
        var inside = broken.Diagnostics.Where(diagnostic => diagnostic.Location.SourceTree == broken.Tree && place.Span.IntersectsWith(diagnostic.Location.SourceSpan)).ToImmutableArray();
        var diagnostics = inside.IsEmpty ? broken.Diagnostics : inside;
        var context = await ContextBuilder.BuildAsync(new ContextTask(broken.Snapshot, broken.Document, around, diagnostics, instruction), budget, cancellationToken);
        var span = new TextSpan(place.Span.Start, place.Span.Length - edit.NewText.Length + edit.Length);
        var build = snapshot.BuildOf(right.Project.Id);
        return new EditPair(
            kind, edit.Path, [.. diagnostics.Select(diagnostic => verifier.Report(diagnostic, build))], instruction, context, right, span,
            (await right.GetTextAsync(cancellationToken)).ToString(span));
    }

    private async Task<Broken?> BreakAsync(Document right, ReplaceText edit, CancellationToken cancellationToken)
    {
        if (await ChangeSet.CreateAsync(snapshot, [edit], cancellationToken) is not ({ } changes, null))
            return null;
        var document = changes.After.Solution.GetDocument(right.Id)!;
        var found = await NewAsync(right, document, cancellationToken);
        if (found.IsEmpty || found.All(diagnostic => diagnostic.Severity != DiagnosticSeverity.Error))
        {
            // What only another file or lowering tells.
            var verdict = await verifier.VerifyAsync([edit], withAnalyzers: false, cancellationToken);
            if (verdict.Kind == VerdictKind.NotVerified)
                return null;
            if (verdict.Kind == VerdictKind.Rejected)
                found = await ElsewhereAsync(changes, verdict, cancellationToken);
            if (verdict.Kind == VerdictKind.Rejected && found.IsEmpty)
                return null;
        }

        return new Broken(changes.After, document, (await document.GetSyntaxTreeAsync(cancellationToken))!, found);
    }

    private async Task<ImmutableArray<Diagnostic>> ElsewhereAsync(ChangeSet changes, Verdict verdict, CancellationToken cancellationToken)
    {
        foreach (var path in verdict.NewDiagnostics.Select(diagnostic => diagnostic.Path).OfType<string>().Distinct(StringComparer.Ordinal))
        {
            foreach (var id in snapshot.Solution.GetDocumentIdsWithFilePath(System.IO.Path.GetFullPath(System.IO.Path.Combine(snapshot.Root, path))))
            {
                if (await NewAsync(snapshot.Solution.GetDocument(id)!, changes.After.Solution.GetDocument(id)!, cancellationToken) is { IsEmpty: false } found)
                    return found;
            }
        }

        return [];
    }

    // Those of which there are more than before, errors first.
    private static async Task<ImmutableArray<Diagnostic>> NewAsync(Document before, Document after, CancellationToken cancellationToken)
    {
        var known = (await DiagnosticsAsync(before, cancellationToken)).CountBy(Key).ToDictionary(pair => pair.Key, pair => pair.Value);
        return
        [
            .. (await DiagnosticsAsync(after, cancellationToken)).Where(diagnostic => known.GetValueOrDefault(Key(diagnostic)) is var count && (known[Key(diagnostic)] = count - 1) < 0)
                .OrderByDescending(diagnostic => diagnostic.Severity).ThenBy(diagnostic => diagnostic.Location.SourceSpan).Take(MostDiagnostics),
        ];

        static (string, string) Key(Diagnostic diagnostic) => (diagnostic.Id, diagnostic.GetMessage());
    }

    private static async Task<IEnumerable<Diagnostic>> DiagnosticsAsync(Document document, CancellationToken cancellationToken) =>
        (await document.GetSemanticModelAsync(cancellationToken))!.GetDiagnostics(cancellationToken: cancellationToken)
            .Where(diagnostic => diagnostic is { Severity: >= DiagnosticSeverity.Warning, IsSuppressed: false });
}
