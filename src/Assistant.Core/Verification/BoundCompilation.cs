using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Assistant.Core.Verification;

/// <summary>A compilation with the errors of its files, each file bound once.</summary>
internal sealed class BoundCompilation(CSharpCompilation compilation)
{
    // At most one for each file of the project.
    private readonly ConcurrentDictionary<SyntaxTree, Memo<List<Diagnostic>>> errors = [];

    public CSharpCompilation Compilation => compilation;

    /// <summary>The errors that binding one file reports.</summary>
    public IReadOnlyList<Diagnostic> FileErrors(SyntaxTree tree, CancellationToken cancellationToken) =>
        errors.GetOrAdd(tree, _ => new(token => [.. compilation.GetSemanticModel(tree).GetDiagnostics(cancellationToken: token).Where(ErrorCount.IsError)])).Get(cancellationToken);
}
