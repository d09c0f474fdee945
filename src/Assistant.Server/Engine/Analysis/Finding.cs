using Assistant.Core.Proposing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Assistant.Server.Engine.Analysis;

/// <summary>A diagnostic of the compiler's and what can be done about it.</summary>
/// <param name="Diagnostic">What the compiler says.</param>
/// <param name="Span">Where, in UTF-16 units of the document's text.</param>
/// <param name="Document">The document in the project that reports it.</param>
/// <param name="Outcome">The repairs that were judged by now; null before the first.</param>
/// <param name="Judged">Which were.</param>
internal sealed record Finding(Diagnostic Diagnostic, TextSpan Span, DocumentId Document, RepairOutcome? Outcome = null, Judged Judged = Judged.Some)
{
    /// <summary>Whether a repair was found by now.</summary>
    public bool HasRepairs => Outcome is { } outcome && (outcome.Chosen is not null || !outcome.Tied.IsEmpty);

    /// <summary>Whether an editor need not wait: all repairs are known, or those that take a moment and there are some.</summary>
    public bool IsReady => Judged == Judged.All || (Judged == Judged.Quick && HasRepairs);
}
