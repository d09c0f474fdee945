using Assistant.Core.Edits;
using Microsoft.CodeAnalysis;

namespace Assistant.Core.Verification;

/// <summary>One changed file in one project: its tree before and after.</summary>
internal sealed class FileTrial
{
    private TreeChange? change;

    private FileTrial(SyntaxTree? before, SyntaxTree? after)
    {
        Before = before;
        After = after;
    }

    /// <summary>Null for a new file.</summary>
    public SyntaxTree? Before { get; }

    /// <summary>Null for a deleted file.</summary>
    public SyntaxTree? After { get; }

    public static async Task<FileTrial> ParseAsync(ChangeSet changes, DocumentId id, CancellationToken cancellationToken) =>
        new(await ParseAsync(changes.Before.Solution, id, cancellationToken), await ParseAsync(changes.After.Solution, id, cancellationToken));

    /// <summary>Syntax errors that the text before does not have.</summary>
    public List<Diagnostic> NewSyntaxErrors(CancellationToken cancellationToken) =>
        new ErrorCount(Errors(Before, cancellationToken)).Beyond(Errors(After, cancellationToken));

    public bool ParsesNoWorse(CancellationToken cancellationToken) => NewSyntaxErrors(cancellationToken).Count == 0;

    /// <summary>How far the change can be felt.</summary>
    public TreeChange Change(BodyLeaks leaks, CancellationToken cancellationToken) =>
        change ??= Before is null || After is null ? TreeChange.Far : TreeChange.Between(Before, After, leaks, cancellationToken);

    private static async Task<SyntaxTree?> ParseAsync(Solution solution, DocumentId id, CancellationToken cancellationToken) =>
        solution.GetDocument(id) is { } document ? await document.GetSyntaxTreeAsync(cancellationToken) : null;

    private static IEnumerable<Diagnostic> Errors(SyntaxTree? tree, CancellationToken cancellationToken) =>
        tree?.GetDiagnostics(cancellationToken).Where(ErrorCount.IsError) ?? [];
}
