using Assistant.Core.Verification;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Assistant.Core.Completion;

/// <summary>
/// A statement that is being typed has no end yet, and the parser reads on: <c>order.</c> above <c>var product = x;</c> declares
/// a product of the type <c>order.var</c>, and <c>order</c> above <c>Add(x);</c> a function.
/// </summary>
public static class NextLine
{
    /// <summary>The file as it is meant: with an end of the statement at a position where the statement else became a declaration of what the next line begins with.</summary>
    /// <param name="file">The file.</param>
    /// <param name="end">Where what has been typed, or what is inserted, ends; in UTF-16 units.</param>
    public static CompiledFile LeftOut(CompiledFile file, int end)
    {
        var lines = file.Text.Lines;
        if (end > file.Text.Length || !string.IsNullOrWhiteSpace(file.Text.ToString(TextSpan.FromBounds(end, lines.GetLineFromPosition(end).End))))
            return file;
        var last = LegalNames.TokenBefore(file.Root, end);
        // A list of type arguments may go on below; behind it the type is at its end.
        var type = last.IsKind(SyntaxKind.GreaterThanToken) ? last.Parent?.Parent : last.Parent;
        while (type is NameSyntax && type.Parent is NameSyntax whole)
            type = whole;
        var declared = type?.Parent switch
        {
            VariableDeclarationSyntax { Parent: LocalDeclarationStatementSyntax, Variables: [var variable, ..] } => variable.Identifier,
            LocalFunctionStatementSyntax function when function.ReturnType == type => function.Identifier,
            _ => default,
        };
        return declared.RawKind != 0 && lines.IndexOf(last.Span.End) == lines.IndexOf(end) && lines.IndexOf(declared.SpanStart) > lines.IndexOf(end)
            ? file.With(file.Text.WithChanges(new TextChange(new TextSpan(end, 0), ";")))
            : file;
    }
}
