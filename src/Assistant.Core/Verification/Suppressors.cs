using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Assistant.Core.Verification;

/// <summary>
/// The diagnostic suppressors a project is built with. The compiler always runs them, also when analyzers are skipped: they
/// take back warnings, and warnings that count as errors, after they have seen the whole project. So where one of their ids
/// stands among the errors, any change can be felt through them, and only the whole project tells.
/// </summary>
internal sealed class Suppressors
{
    private readonly ImmutableArray<DiagnosticAnalyzer> suppressors;
    private readonly AnalyzerOptions options;
    private readonly ImmutableHashSet<string> ids;

    private Suppressors(ImmutableArray<DiagnosticAnalyzer> suppressors, AnalyzerOptions options, ImmutableHashSet<string> ids)
    {
        this.suppressors = suppressors;
        this.options = options;
        this.ids = ids;
    }

    /// <summary>Whether the compiler can report an error that they could take back; generators may all the same.</summary>
    public bool CanHearCompiler(CSharpCompilation compilation, CancellationToken cancellationToken) =>
        ids.Where(id => id.StartsWith("CS", StringComparison.Ordinal)).ToList() is { Count: > 0 } own && WarningOptions.CanBeErrors(own, compilation, cancellationToken);

    public static Suppressors Of(Project project)
    {
        ImmutableArray<DiagnosticSuppressor> found = [.. project.AnalyzerReferences.SelectMany(reference => reference.GetAnalyzers(LanguageNames.CSharp)).OfType<DiagnosticSuppressor>()];
        return new Suppressors([.. found], project.AnalyzerOptions, [.. found.SelectMany(suppressor => suppressor.SupportedSuppressions).Select(suppression => suppression.SuppressedDiagnosticId)]);
    }

    /// <summary>Whether a suppressor could take a diagnostic back. An error that is one by default is beyond them.</summary>
    public bool MayTakeBack(Diagnostic diagnostic) => diagnostic.DefaultSeverity != DiagnosticSeverity.Error && ids.Contains(diagnostic.Id);

    /// <summary>What is left of a compilation's diagnostics when the suppressors have spoken.</summary>
    public ImmutableArray<Diagnostic> Apply(CSharpCompilation compilation, ImmutableArray<Diagnostic> diagnostics, CancellationToken cancellationToken)
    {
        if (!diagnostics.Any(MayTakeBack))
            return diagnostics;
        var all = compilation
            .WithAnalyzers(suppressors, new CompilationWithAnalyzersOptions(options, null, concurrentAnalysis: false, logAnalyzerExecutionTime: false, reportSuppressedDiagnostics: true))
            .GetAllDiagnosticsAsync(cancellationToken)
            .GetAwaiter().GetResult(); // Not concurrent: the work is done on this thread, there is nothing to wait for.
        var taken = all.Where(diagnostic => diagnostic.IsSuppressed).Select(PlaceOf).ToHashSet();
        return diagnostics.RemoveAll(diagnostic => MayTakeBack(diagnostic) && taken.Contains(PlaceOf(diagnostic)));
    }

    // What a pragma hides was never among the diagnostics, so that one cannot be taken for another.
    private static (ErrorCount.Key Key, Microsoft.CodeAnalysis.Text.TextSpan Span) PlaceOf(Diagnostic diagnostic) => (ErrorCount.KeyOf(diagnostic), diagnostic.Location.SourceSpan);
}
