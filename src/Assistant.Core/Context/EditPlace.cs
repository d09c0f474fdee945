using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Assistant.Core.Context;

/// <summary>The text that is to be written anew: a member, or a part of one that is too long for the budget.</summary>
/// <param name="Document">The document it stands in.</param>
/// <param name="Span">Without attributes and documentation; UTF-16 units.</param>
/// <param name="Text">What stands there.</param>
/// <param name="Symbol">What it is, for people and models: <c>Order.Total(int)</c>; a file's name where it belongs to no type.</param>
public sealed record EditPlace(Document Document, TextSpan Span, string Text, string Symbol)
{
    /// <summary>A declaration without its attributes and documentation, and without a last brace that is not its own.</summary>
    public static TextSpan SpanOf(SyntaxNode declaration)
    {
        if (declaration is CompilationUnitSyntax unit)
        {
            var statements = unit.Members.OfType<GlobalStatementSyntax>().ToList();
            return TextSpan.FromBounds(statements[0].SpanStart, statements[^1].Span.End);
        }

        var start = declaration is MemberDeclarationSyntax { AttributeLists: { Count: > 0 } lists } && lists[^1].GetLastToken().GetNextToken() is var next && declaration.Span.Contains(next.Span)
            ? next.SpanStart
            : declaration.SpanStart;
        return TextSpan.FromBounds(start, EndOf(declaration));
    }

    // Where the last brace of a member is missing, the parser gives it its type's and says that the type's, or its namespace's,
    // is missing. Whose it is the indentation tells.
    private static int EndOf(SyntaxNode declaration)
    {
        if (declaration.GetLastToken() is not { RawKind: (int)SyntaxKind.CloseBraceToken } brace || !declaration.Ancestors().Any(LacksBrace))
            return declaration.Span.End;
        var lines = declaration.SyntaxTree.GetText().Lines;
        var last = lines.GetLineFromPosition(brace.SpanStart);
        var (own, found) = (IndentationOf(lines.GetLineFromPosition(declaration.SpanStart)), IndentationOf(last));
        return last.Start + found.Length == brace.SpanStart && found.Length < own.Length && own.StartsWith(found, StringComparison.Ordinal) ? lines[last.LineNumber - 1].End : declaration.Span.End;
    }

    private static bool LacksBrace(SyntaxNode node) => node is BaseTypeDeclarationSyntax { CloseBraceToken: { RawKind: not 0, IsMissing: true } } or NamespaceDeclarationSyntax { CloseBraceToken.IsMissing: true };

    private static string IndentationOf(TextLine line) => string.Concat(line.ToString().TakeWhile(letter => letter is ' ' or '\t'));
}
