using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Assistant.Core.Verification;

/// <summary>Errors of the analyzers a project is built with. Each project is analyzed as a whole: some rules speak only then.</summary>
internal static class AnalyzerErrors
{
    /// <summary>New analyzer errors in the first project that has any, of those a trial changed.</summary>
    public static async Task<ImmutableArray<(Diagnostic Error, CompiledProject Project)>> FirstNewAsync(
        ProjectBases bases, Trial trial, Solution solution, CancellationToken cancellationToken)
    {
        foreach (var (id, after) in trial.After)
        {
            var project = solution.GetProject(id)!;
            var before = await bases.GetAsync(id, cancellationToken);
            var known = new ErrorCount(await OfAsync(project, before.Project, cancellationToken));
            var added = known.Beyond(await OfAsync(project, after.Project, cancellationToken));
            if (added.Count > 0)
                return [.. added.Select(error => (error, after.Project))];
        }

        return [];
    }

    private static async Task<IEnumerable<Diagnostic>> OfAsync(Project project, CompiledProject compiled, CancellationToken cancellationToken)
    {
        var analyzers = project.AnalyzerReferences.SelectMany(reference => reference.GetAnalyzers(LanguageNames.CSharp)).ToImmutableArray();
        if (analyzers.IsEmpty)
            return [];
        var options = new CompilationWithAnalyzersOptions(project.AnalyzerOptions, onAnalyzerException: null, concurrentAnalysis: true, logAnalyzerExecutionTime: false);
        var diagnostics = await compiled.Compilation(cancellationToken).WithAnalyzers(analyzers, options).GetAnalyzerDiagnosticsAsync(cancellationToken);
        return diagnostics.Where(ErrorCount.IsError);
    }
}
