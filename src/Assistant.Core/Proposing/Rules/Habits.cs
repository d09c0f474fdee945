using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Assistant.Core.Proposing.Rules;

/// <summary>How a file writes what can be written in several ways; where it says nothing, as Visual Studio would.</summary>
internal sealed class Habits
{
    private readonly bool opensAtLineEnd;
    private readonly bool bracesSingle;

    public Habits(SyntaxNode root, LanguageVersion language)
    {
        var text = root.ToString();
        UsesEmpty = Contains(text, "string.Empty") || !Contains(text, "\"\"");
        var operators = false;
        var patterns = false;
        foreach (var literal in root.DescendantNodes().OfType<LiteralExpressionSyntax>().Where(literal => literal.IsKind(SyntaxKind.NullLiteralExpression)))
        {
            operators |= literal.Parent.IsKind(SyntaxKind.EqualsExpression) || literal.Parent.IsKind(SyntaxKind.NotEqualsExpression);
            patterns |= literal.Parent is ConstantPatternSyntax;
        }

        NullTest = language < LanguageVersion.CSharp7 || (operators && !patterns) ? "== null" : "is null";
        NotNullTest = language < LanguageVersion.CSharp9 || (operators && !patterns) ? "!= null" : "is not null";
        var ifs = root.DescendantNodes().OfType<IfStatementSyntax>().ToList();
        var bare = ifs.Count(statement => statement.Statement is not BlockSyntax);
        bracesSingle = bare == 0 || bare < ifs.Count(statement => statement.Statement is BlockSyntax { Statements.Count: 1 });
        opensAtLineEnd = root.DescendantNodes().OfType<BlockSyntax>().FirstOrDefault(block => LineOf(block.OpenBraceToken) != LineOf(block.CloseBraceToken)) is { } first
            && LineOf(first.OpenBraceToken) == LineOf(first.OpenBraceToken.GetPreviousToken());
    }

    /// <summary><c>is null</c> or <c>== null</c>.</summary>
    public string NullTest { get; }

    /// <summary><c>is not null</c> or <c>!= null</c>.</summary>
    public string NotNullTest { get; }

    /// <summary>Whether the empty text is written <c>string.Empty</c>.</summary>
    public bool UsesEmpty { get; }

    public string EmptyText => UsesEmpty ? "string.Empty" : "\"\"";

    /// <summary>An <c>if</c> with its statements, as lines; a block is followed by an empty line.</summary>
    public IReadOnlyList<string> If(string condition, string step, params IReadOnlyList<string> statements)
    {
        var inside = statements.Select(statement => step + statement);
        return !bracesSingle && statements.Count == 1 ? [$"if ({condition})", .. inside]
            : opensAtLineEnd ? [$"if ({condition}) {{", .. inside, "}", ""]
            : [$"if ({condition})", "{", .. inside, "}", ""];
    }

    /// <summary>An opening brace after a head, with what stands between.</summary>
    public string Open(string lineEnd, string indentation) => opensAtLineEnd ? " {" : lineEnd + indentation + "{";

    private static bool Contains(string text, string part) => text.Contains(part, StringComparison.Ordinal);

    private static int LineOf(SyntaxToken token) => token.GetLocation().GetLineSpan().StartLinePosition.Line;
}
