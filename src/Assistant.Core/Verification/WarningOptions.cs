using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Assistant.Core.Verification;

/// <summary>What a project's options make of warnings.</summary>
internal static class WarningOptions
{
    /// <summary>Whether any of some warnings counts as an error somewhere in a project.</summary>
    public static bool CanBeErrors(IReadOnlyCollection<string> ids, CSharpCompilation compilation, CancellationToken cancellationToken)
    {
        var options = compilation.Options;
        if (options.GeneralDiagnosticOption == ReportDiagnostic.Error
            || ids.Any(id => options.SpecificDiagnosticOptions.GetValueOrDefault(id) == ReportDiagnostic.Error))
            return true;
        return options.SyntaxTreeOptionsProvider is { } provider && ids.Any(id =>
            (provider.TryGetGlobalDiagnosticValue(id, cancellationToken, out var severity) && severity == ReportDiagnostic.Error)
            || compilation.SyntaxTrees.Any(tree => provider.TryGetDiagnosticValue(tree, id, cancellationToken, out var own) && own == ReportDiagnostic.Error));
    }
}
