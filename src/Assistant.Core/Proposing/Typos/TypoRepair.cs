using Assistant.Core.Edits;
using Assistant.Core.Snapshots;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Rename;

namespace Assistant.Core.Proposing.Typos;

/// <summary>Repairs misspellings: a word in its place, letter by letter; a name wherever the solution uses it.</summary>
internal static class TypoRepair
{
    /// <returns>Null where the place cannot be repaired.</returns>
    public static async Task<ChangeSet?> ProposeAsync(Snapshot snapshot, Document document, Diagnostic misspelling, CancellationToken cancellationToken)
    {
        var span = misspelling.Location.SourceSpan;
        var correction = Misspelling.CorrectionOf(misspelling);
        if (misspelling.Id == Misspelling.WordId)
            return (await ChangeSet.CreateAsync(snapshot, [new ReplaceText(snapshot.RelativePath(document.FilePath!), span.Start, span.Length, correction)], cancellationToken)).Changes;
        var root = (await document.GetSyntaxRootAsync(cancellationToken))!;
        var model = (await document.GetSemanticModelAsync(cancellationToken))!;
        if (root.FindToken(span.Start).Parent is not { } declaration || model.GetDeclaredSymbol(declaration, cancellationToken) is not { } symbol || !IsFree(symbol))
            return null;
        var renamed = await Renamer.RenameSymbolAsync(snapshot.Solution, symbol, new SymbolRenameOptions(RenameOverloads: true), correction, cancellationToken);
        return await ChangeSet.BetweenAsync(snapshot, renamed, cancellationToken);
    }

    // An implementation is named by its interface.
    private static bool IsFree(ISymbol symbol) =>
        symbol.ContainingType is not { } type || type.TypeKind == TypeKind.Interface || symbol is IParameterSymbol or ILocalSymbol
        || !type.AllInterfaces.SelectMany(implemented => implemented.GetMembers(symbol.Name)).Any(member => SymbolEqualityComparer.Default.Equals(type.FindImplementationForInterfaceMember(member), symbol));
}
