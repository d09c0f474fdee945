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

    /// <summary>Binds the file as it is after the change; see <see cref="CompiledProject.BindAhead"/>.</summary>
    public void BindAhead(CompiledProject after, CancellationToken cancellationToken)
    {
        if (After is not null)
            after.BindAhead(After, cancellationToken);
    }

    /// <summary>How far the change can be felt.</summary>
    /// <param name="before">The project before the change.</param>
    /// <param name="after">The project after it.</param>
    /// <param name="mayAsk">Whether the errors of the project may be asked for.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public TreeChange Change(ProjectBase before, CompiledProject after, bool mayAsk, CancellationToken cancellationToken) =>
        change ??= Before is null || After is null ? TreeChange.Far : TreeChange.Between(Before, After, Edited.Pieces, before, mayAsk, after.Compilation(cancellationToken), cancellationToken);

    /// <summary>Whether the change can be felt in other files through what the file declares only.</summary>
    /// <param name="before">The project before the change.</param>
    /// <param name="after">The project after it.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public bool IsFeltByDeclarationsOnly(ProjectBase before, CompiledProject after, CancellationToken cancellationToken)
    {
        if (Before is null || After is null)
            return false;
        var (oldRoot, newRoot) = (Before.GetRoot(cancellationToken), After.GetRoot(cancellationToken));
        // Where a declaration has an error, nothing is known of what is declared. Asked first: binding the file is the cheapest.
        return !before.Project.FileErrors(Before, cancellationToken).Any(error => error.DefaultSeverity == DiagnosticSeverity.Error && !BodyMember.IsInBody(oldRoot, error.Location.SourceSpan))
            && !FileScope.IsShared(Before, before.Project.Compilation(cancellationToken), cancellationToken)
            && !FileScope.IsShared(After, after.Compilation(cancellationToken), cancellationToken)
            && FileScope.GlobalNames(oldRoot).SetEquals(FileScope.GlobalNames(newRoot))
            && FileScope.AsyncMethods(oldRoot).SequenceEqual(FileScope.AsyncMethods(newRoot))
            // What directives say of unused members counts, and so does every use of one.
            && !before.Leaks.WatchesUnusedMembers(cancellationToken);
    }

    /// <summary>What is to be emitted to find the errors of lowering: the members whose bodies changed, or all the file declares.</summary>
    /// <param name="after">The project after the change.</param>
    /// <param name="reach">How far <see cref="Change"/> said it is felt: bodies or the file.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public IEnumerable<ISymbol> Emitted(CompiledProject after, Reach reach, CancellationToken cancellationToken)
    {
        var model = after.Compilation(cancellationToken).GetSemanticModel(After!);
        return reach == Reach.File
            ? BodyMember.SymbolsOf(model, cancellationToken)
            : change!.Members.Select(member => BodyMember.SymbolOf(model, member, cancellationToken)).OfType<ISymbol>();
    }

    private static async Task<SyntaxTree?> ParseAsync(Solution solution, DocumentId id, CancellationToken cancellationToken) =>
        solution.GetDocument(id) is { } document ? await document.GetSyntaxTreeAsync(cancellationToken) : null;

    private static IEnumerable<Diagnostic> Errors(SyntaxTree? tree, CancellationToken cancellationToken) =>
        tree?.GetDiagnostics(cancellationToken).Where(ErrorCount.IsError) ?? [];
}
