using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Assistant.Core.Verification;

/// <summary>Warnings that binding a file tells: not those of members that nothing uses, which only the whole project knows.</summary>
internal static class FileWarnings
{
    /// <summary>Those of some files, by full path; what suppressors take back is left out.</summary>
    public static ImmutableArray<Diagnostic> In(CompiledProject project, IReadOnlySet<string> paths, CancellationToken cancellationToken)
    {
        var compilation = project.Compilation(cancellationToken);
        ImmutableArray<Diagnostic> reported =
        [
            .. compilation.SyntaxTrees.Where(tree => paths.Contains(tree.FilePath))
                .SelectMany(tree => compilation.GetSemanticModel(tree).GetDiagnostics(cancellationToken: cancellationToken))
                .Where(diagnostic => diagnostic is { Severity: DiagnosticSeverity.Warning, IsSuppressed: false }),
        ];
        return project.Suppressors.Apply(compilation, reported, cancellationToken);
    }
}
