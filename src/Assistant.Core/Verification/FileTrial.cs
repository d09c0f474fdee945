using Assistant.Core.Edits;
using Microsoft.CodeAnalysis;

namespace Assistant.Core.Verification;

/// <summary>One changed file in one project: its tree before and after.</summary>
internal sealed class FileTrial
{
    private TreeChange? change;

    private FileTrial(FileChange file, SyntaxTree? before, SyntaxTree? after)
    {
        Edited = file;
        Before = before;
        After = after;
    }

    /// <summary>The change, the same in every project that compiles the file.</summary>
    public FileChange Edited { get; }

    /// <summary>Null for a new file.</summary>
    public SyntaxTree? Before { get; }

    /// <summary>Null for a deleted file.</summary>
    public SyntaxTree? After { get; }

    public static async Task<FileTrial> ParseAsync(ChangeSet changes, FileChange file, DocumentId id, CancellationToken cancellationToken) =>
        new(file, await ParseAsync(changes.Before.Solution, id, cancellationToken), await ParseAsync(changes.After.Solution, id, cancellationToken));

    /// <summary>Syntax errors that the text before does not have.</summary>
    public List<Diagnostic> NewSyntaxErrors(CancellationToken cancellationToken) =>
        new ErrorCount(Errors(Before, cancellationToken)).Beyond(Errors(After, cancellationToken));

    public bool ParsesNoWorse(CancellationToken cancellationToken) => NewSyntaxErrors(cancellationToken).Count == 0;

    /// <summary>How far the change can be felt.</summary>
    /// <param name="before">The project before the change.</param>
    /// <param name="after">The project after it.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public TreeChange Change(ProjectBase before, CompiledProject after, CancellationToken cancellationToken) =>
        change ??= Before is null || After is null ? TreeChange.Far : TreeChange.Between(Before, After, Edited.Pieces, before.Leaks, after.Compilation(cancellationToken), cancellationToken);

    private static async Task<SyntaxTree?> ParseAsync(Solution solution, DocumentId id, CancellationToken cancellationToken) =>
        solution.GetDocument(id) is { } document ? await document.GetSyntaxTreeAsync(cancellationToken) : null;

    private static IEnumerable<Diagnostic> Errors(SyntaxTree? tree, CancellationToken cancellationToken) =>
        tree?.GetDiagnostics(cancellationToken).Where(ErrorCount.IsError) ?? [];
}
