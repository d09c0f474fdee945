using Microsoft.CodeAnalysis;
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
    /// <summary>A declaration without its attributes and documentation.</summary>
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
        return TextSpan.FromBounds(start, declaration.Span.End);
    }
}
