using Assistant.Core.Proposing;
using Assistant.Core.Proposing.Models;
using Assistant.Protocol.Types;
using Assistant.Server.Documents;
using Assistant.Server.Engine.Analysis;
using Assistant.Server.Messaging;
using Assistant.Server.Models;

namespace Assistant.Server.Engine.Handlers.Requests;

/// <summary>
/// Repairs that models write. One is offered for each diagnostic that the rules have none for, and written when it is chosen:
/// what no user asked for costs no token. What comes is judged as everything is, and shown before it is made where the
/// client can.
/// </summary>
/// <param name="feed">What is known now.</param>
/// <param name="writer">Writes edits.</param>
/// <param name="models">Who is asked.</param>
/// <param name="reporter">Counts what was judged.</param>
/// <param name="time">Clock.</param>
internal sealed class ModelRepairs(StateFeed feed, EditWriter writer, TierModels models, EngineReporter reporter, TimeProvider time)
{
    private const int MostRefused = 100;

    // A judge of the newest text is at most one turn of the analyst away.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Hands over what was thrown away; set before the first request.</summary>
    public Func<EngineEvent, CancellationToken, ValueTask> Post { get; set; } = (_, _) => ValueTask.CompletedTask;

    /// <summary>What is offered for a diagnostic; null when no model is configured.</summary>
    /// <param name="uri">Its document.</param>
    /// <param name="diagnostic">In the protocol's words.</param>
    public CodeAction? Offer(string uri, Diagnostic diagnostic)
    {
        if (models.Tiers is not [var first, ..] tiers)
            return null;
        var who = tiers.Length == 1 ? $"the {first.Name} model" : "a model";
        var place = models.AreAllHere ? "" : $" (code goes to {models.Where})";
        return new CodeAction(
            $"Ask {who} to repair {diagnostic.Code}{place}", ActionKinds.QuickFix, [diagnostic], Data: new Repairs(first.Name, Count: 1, new Repairs.Diagnosed(uri, diagnostic.Code, diagnostic.Range.Start)));
    }

    /// <summary>Has it written and judged.</summary>
    /// <param name="asked">The diagnostic.</param>
    /// <param name="encoding">How the client counts characters.</param>
    /// <param name="progress">Told what is done.</param>
    /// <param name="cancellationToken">Ends it; no request is left behind.</param>
    /// <returns>What was written, or why nothing was, as a sentence.</returns>
    public async Task<(WrittenRepair? Written, string Reason)> WriteAsync(Repairs.Diagnosed asked, PositionEncoding encoding, IProgress<string> progress, CancellationToken cancellationToken)
    {
        progress.Report("reading the code");
        var known = await feed.WaitAsync(known => known.FindingsOf(asked.Uri)?.Judge is not null, Patience, time, cancellationToken);
        if (known.FindingsOf(asked.Uri) is not { Judge: { } judge, Text: var text } findings)
            return (null, "the solution is not ready yet: try again when it is");
        var at = text.Lines(encoding).OffsetOf(asked.At);
        if (findings.Findings.FirstOrDefault(finding => finding.Diagnostic.Id == asked.Id && finding.Span.Start == at) is not { } target)
            return (null, $"{asked.Id} is not there any more");
        var verifier = await judge.Verifier.SettleAsync(cancellationToken);
        if (verifier.Snapshot.Solution.GetDocument(target.Document) is not { } document)
            return (null, "the file is in no loaded project");
        var task = await RepairTask.OfAsync(verifier, document, target.Diagnostic, cancellationToken);
        var outcome = await new Cascade(models.Tiers, time).RunAsync(task, Core.Proposing.Models.Judge.OfRepair(verifier, target.Diagnostic), progress, cancellationToken);
        await TellRefusedAsync(asked.Uri, target.Diagnostic, outcome, cancellationToken);
        if (outcome.Taken is not { Candidate: { } candidate })
            return (null, ReasonOf(outcome));
        var title = $"{candidate.Title} · {outcome.Taken.Tier} model";
        return writer.Write(title, candidate.Edits, judge, feed.Newest, isUnseen: true) is { } edit
            ? (new WrittenRepair(edit, title, outcome.Taken.Tier), "")
            : (null, "the file changed meanwhile: try again");
    }

    private static string ReasonOf(CascadeOutcome outcome)
    {
        var last = outcome.Tries.LastOrDefault();
        var asked = string.Join(", ", outcome.Tries.GroupBy(tried => tried.Tier, StringComparer.Ordinal).Select(tier => $"{tier.Key} {(tier.Count() == 1 ? "once" : $"{tier.Count()} times")}"));
        return $"no verified proposal: asked {asked}; {(last is { Answer.Length: 0 } ? "" : "of the last answer, ")}{last?.Reason}{(last?.Verdict?.NewDiagnostics is [var first, ..] ? $" {first.Id}: {first.Message}" : "")}".TrimEnd('.');
    }

    private async Task TellRefusedAsync(string uri, Microsoft.CodeAnalysis.Diagnostic target, CascadeOutcome outcome, CancellationToken cancellationToken)
    {
        RefusedAnswer[] refused = [.. outcome.Tries.Where(tried => tried.IsThrownAway).Reverse().Select(tried => new RefusedAnswer(uri, DiagnosticWriter.LineOf(target), target.Id, new RejectedRepair(tried.Candidate!, tried.Verdict!)))];
        reporter.Count(outcome.Taken is null ? 0 : 1, [.. refused.Select(one => one.Repair.Cause)]);
        if (refused.Length > 0)
            await Post(new EngineEvent.Learned(known => known with { Refused = [.. refused.Concat(known.Refused).Take(MostRefused)] }), cancellationToken);
    }
}
