using Assistant.Server.Documents;
using Assistant.Server.Engine.Analysis;
using Microsoft.CodeAnalysis;
using Diagnostic = Assistant.Protocol.Types.Diagnostic;
using Range = Assistant.Protocol.Types.Range;

namespace Assistant.Server.Engine;

/// <summary>Diagnostics in the words of the protocol.</summary>
internal static class DiagnosticWriter
{
    private const string Source = "assistant";

    public static Diagnostic Of(Finding finding, OpenText text, PositionEncoding encoding)
    {
        var lines = text.Lines(encoding);
        var range = new Range(lines.PositionOf(finding.Span.Start), lines.PositionOf(finding.Span.End));
        return new Diagnostic(range, SeverityOf(finding.Diagnostic.Severity), finding.Diagnostic.Id, Source, finding.Diagnostic.GetMessage());
    }

    /// <summary>The line it begins in, from 1.</summary>
    public static int LineOf(Microsoft.CodeAnalysis.Diagnostic diagnostic) => diagnostic.Location.GetLineSpan().StartLinePosition.Line + 1;

    private static int SeverityOf(DiagnosticSeverity severity) => severity switch
    {
        DiagnosticSeverity.Error => 1,
        DiagnosticSeverity.Warning => 2,
        DiagnosticSeverity.Info => 3,
        _ => 4,
    };
}
