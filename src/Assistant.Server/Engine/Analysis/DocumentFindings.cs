using System.Collections.Immutable;
using Assistant.Server.Documents;

namespace Assistant.Server.Engine.Analysis;

/// <summary>What was found in one document.</summary>
/// <param name="Text">The document as it was then.</param>
/// <param name="Judge">What verified the repairs; null where only the parser was asked. They hold for the texts it has taken in, all of them.</param>
/// <param name="Findings">In the order in which they are worked on: errors first.</param>
internal sealed record DocumentFindings(OpenText Text, Judge? Judge, ImmutableArray<Finding> Findings)
{
    /// <summary>Whether it tells of the same diagnostics in the same places.</summary>
    public bool SaysTheSameAs(DocumentFindings other) => Findings.Select(finding => (finding.Diagnostic.ToString(), finding.Span, finding.Document))
        .SequenceEqual(other.Findings.Select(finding => (finding.Diagnostic.ToString(), finding.Span, finding.Document)));
}
