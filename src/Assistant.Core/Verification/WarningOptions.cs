using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Assistant.Core.Verification;

/// <summary>What a project's options make of warnings.</summary>
internal static class WarningOptions
{
    /// <summary>Whether any of some warnings counts as an error somewhere in a project.</summary>
    public static bool CanBeErrors(IReadOnlyCollection<string> ids, CSharpCompilation compilation, CancellationToken cancellationToken) =>
        compilation.Options.GeneralDiagnosticOption == ReportDiagnostic.Error || AreNamedErrors(ids, compilation, cancellationToken);

    /// <summary>Whether any of some diagnostics is made an error somewhere in a project by its id: also one that is no warning, and that warnings as errors leave alone.</summary>
    public static bool AreNamedErrors(IReadOnlyCollection<string> ids, CSharpCompilation compilation, CancellationToken cancellationToken) =>
        ids.Any(id => compilation.Options.SpecificDiagnosticOptions.GetValueOrDefault(id) == ReportDiagnostic.Error)
        || (compilation.Options.SyntaxTreeOptionsProvider is { } provider && ids.Any(id =>
            (provider.TryGetGlobalDiagnosticValue(id, cancellationToken, out var severity) && severity == ReportDiagnostic.Error)
            || compilation.SyntaxTrees.Any(tree => provider.TryGetDiagnosticValue(tree, id, cancellationToken, out var own) && own == ReportDiagnostic.Error)));
}
