using System.Collections.Frozen;
using System.Collections.Immutable;
using Assistant.Core.Proposing.Rules;
using Assistant.Core.Verification;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Assistant.Core.Completion;

/// <summary>
/// Judges what is to be shown at a caret: everything in it must bind. Code around it is half written, so errors elsewhere do not
/// count, nor do those that only say that something is still to come.
/// </summary>
internal static class ItemJudge
{
    // The parser misses what has not been typed yet.
    private static readonly FrozenSet<string> Unfinished = FrozenSet.Create(
        StringComparer.Ordinal, "CS1001", "CS1002", "CS1003", "CS1026", "CS1513", "CS1514", "CS1519", "CS1525", "CS1733", "CS1031", "CS0443", "CS1526", "CS0230", "CS1515");

    // A body that has not been typed yet neither returns nor leaves.
    private static readonly FrozenSet<string> WithoutBody = FrozenSet.Create(StringComparer.Ordinal, "CS0161", "CS0163", "CS8070");

    // An expression that goes on may become what is wanted.
    private static readonly FrozenSet<string> MayGoOn = FrozenSet.Create(
        StringComparer.Ordinal, "CS0029", "CS0201", "CS0266", "CS0411", "CS0428", "CS1501", "CS1503", "CS1739", "CS7036", "CS8917", "CS0815", "CS0119", "CS0305", "CS0118", "CS4001");

    /// <summary>Judges an item.</summary>
    /// <param name="query">The caret.</param>
    /// <param name="start">Where the name begins that is being typed.</param>
    /// <param name="item">What is inserted at the caret.</param>
    /// <param name="import">A namespace that is imported too, or null.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>Whether it binds, and the errors in it.</returns>
    public static (bool Binds, ImmutableArray<Diagnostic> Errors) Judge(CompletionQuery query, int start, string item, string? import, CancellationToken cancellationToken)
    {
        var changes = new List<TextChange> { new(new TextSpan(query.Caret, 0), item) };
        if (import is not null)
            changes.Insert(0, Usings.In((CompilationUnitSyntax)query.File.Root, query.File.Text, import));
        // A using that would come to stand below the caret is none for what is above.
        if (changes[0].Span.Start > start && import is not null)
            return (false, []);
        var added = import is null ? 0 : changes[0].NewText!.Length;
        var text = query.File.Text.WithChanges(changes);
        var inserted = TextSpan.FromBounds(start + added, query.Caret + added + item.Length);
        // Of a whole statement nothing is still to come.
        var isWhole = item[^1] is ';' or '}';
        List<CompiledFile> files = [.. query.Files.Select(file => NextLine.LeftOut(file.With(text), inserted.End))];
        var mayGoOn = !isWhole && !IsClosed(text, inserted.End) && !IsValue(LegalNames.TokenBefore(files[0].Root, inserted.End));
        ImmutableArray<Diagnostic> errors =
        [
            .. files.SelectMany(file =>
            {
                var judged = isWhole ? WithStatement(file, inserted) : inserted;
                return file.Model.GetDiagnostics(judged, cancellationToken).Where(found => found.Location.SourceSpan.IntersectsWith(judged));
            }).Where(found => Counts(found, inserted, isWhole, mayGoOn)),
        ];
        return (errors.IsEmpty && files.TrueForAll(file => AreAllMeant(file, inserted, cancellationToken) && StaysInBlock(query, file, inserted.Start)), errors);
    }

    // What stands there already ends the expression.
    private static bool IsClosed(SourceText text, int end)
    {
        while (end < text.Length && text[end] is ' ' or '\t')
            end++;
        return end < text.Length && text[end] is ';' or ')' or ']' or '}' or ',';
    }

    // A literal or a call seldom becomes of another type by what is typed behind it.
    private static bool IsValue(SyntaxToken last) => last.Parent is LiteralExpressionSyntax || last.Kind() is SyntaxKind.CloseParenToken or SyntaxKind.CloseBracketToken;

    // What is wrong with a whole statement may be said where it begins, as of a value behind the return of nothing.
    private static TextSpan WithStatement(CompiledFile file, TextSpan inserted) =>
        file.Root.FindToken(inserted.Start).Parent?.FirstAncestorOrSelf<StatementSyntax>(statement => statement is not BlockSyntax) is { } statement
            ? TextSpan.FromBounds(Math.Min(statement.SpanStart, inserted.Start), inserted.End)
            : inserted;

    private static bool Counts(Diagnostic found, TextSpan inserted, bool isWhole, bool mayGoOn) => found.Severity == DiagnosticSeverity.Error
        && !(Unfinished.Contains(found.Id) && !IsAboutItem(found.Location.SourceSpan, inserted, isWhole))
        && !(WithoutBody.Contains(found.Id) && !(isWhole && inserted.Contains(found.Location.SourceSpan)))
        && !(mayGoOn && found.Location.SourceSpan.End >= inserted.End && MayGoOn.Contains(found.Id));

    // What is still to come is missed where the item ends, or makes sense of its last token.
    private static bool IsAboutItem(TextSpan error, TextSpan inserted, bool isWhole) => inserted.Contains(error) && (isWhole || error.End < inserted.End);

    // What closes the block around the caret is something else than what is written there.
    private static bool StaysInBlock(CompletionQuery query, CompiledFile file, int start)
    {
        static int Blocks(SyntaxToken token) => token.Parent?.AncestorsAndSelf().Count(node => node is BlockSyntax block && block.OpenBraceToken.SpanStart <= token.SpanStart && token != block.CloseBraceToken) ?? 0;
        return Blocks(file.Root.FindToken(start)) >= Blocks(LegalNames.TokenBefore(query.File.Root, query.Caret));
    }

    // Of code that is too broken to be bound the compiler reports nothing, and its names mean nothing.
    private static bool AreAllMeant(CompiledFile file, TextSpan inserted, CancellationToken cancellationToken) =>
        !file.Root.DescendantTrivia(inserted).Any(trivia => trivia.IsKind(SyntaxKind.SkippedTokensTrivia) && trivia.Span.IntersectsWith(inserted))
        && file.Root.DescendantNodes(inserted).OfType<SimpleNameSyntax>().Where(name => inserted.Contains(name.Span) && !name.IsVar && !IsNameOf(name))
            .All(name => file.Model.GetSymbolInfo(name, cancellationToken) is var info && (info.Symbol ?? info.CandidateSymbols.FirstOrDefault()) is { } symbol && !(symbol is INamespaceSymbol && IsLast(name, inserted)));

    // A word of the language where nobody has declared it, though no keyword.
    private static bool IsNameOf(SimpleNameSyntax name) => name is { Identifier.ValueText: "nameof", Parent: InvocationExpressionSyntax };

    // A namespace by itself is nothing yet, except where it is imported.
    private static bool IsLast(SimpleNameSyntax name, TextSpan inserted) => name.Span.End == inserted.End && name.FirstAncestorOrSelf<UsingDirectiveSyntax>() is null;
}
