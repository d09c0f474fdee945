using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Assistant.Core.Proposing.Rules;

/// <summary>Writes statements into bodies so that they stand as if they had been typed there.</summary>
internal static class Statements
{
    /// <summary>Lines before a statement; the statement is put into a block where it has none.</summary>
    public static RuleEdit[] Before(Fault fault, StatementSyntax statement, IReadOnlyList<string> lines) => statement.Parent switch
    {
        BlockSyntax or SwitchSectionSyntax => [At(fault, statement, lines)],
        GlobalStatementSyntax global => [At(fault, global, lines)],
        IfStatementSyntax or ElseClauseSyntax or CommonForEachStatementSyntax or ForStatementSyntax or WhileStatementSyntax or UsingStatementSyntax or LockStatementSyntax => Wrapped(fault, statement, lines),
        _ => [],
    };

    /// <summary>Lines at the start of a body, behind the guards that stand there already.</summary>
    public static RuleEdit[] AtStart(Fault fault, BlockSyntax body, IReadOnlyList<string> lines) =>
        body.Statements.FirstOrDefault(statement => !IsGuard(statement)) is { } first ? Before(fault, first, lines) : AtEnd(fault, body, lines);

    /// <summary>Lines at the end of a body.</summary>
    public static RuleEdit[] AtEnd(Fault fault, BlockSyntax body, IReadOnlyList<string> lines)
    {
        var layout = fault.Layout;
        var close = body.CloseBraceToken;
        if (close.IsMissing)
            return [];
        if (!layout.StartsLine(close.SpanStart))
            return [fault.Insert(close.SpanStart, string.Join(' ', lines.Select(line => line.Trim())) + " ")];
        var indentation = body.Statements.LastOrDefault() is { } last && layout.StartsLine(last.SpanStart) ? layout.IndentationAt(last.SpanStart) : layout.IndentationAt(close.SpanStart) + layout.Step;
        var line = fault.Text.Lines.GetLineFromPosition(close.SpanStart);
        return [fault.Insert(line.Start, layout.Lines(indentation, lines) + layout.LineEnd)];
    }

    /// <summary>Turns <c>=> value;</c> into a block with lines before the value's return.</summary>
    public static RuleEdit[] InBlock(Fault fault, ArrowExpressionClauseSyntax arrow, bool returnsValue, IReadOnlyList<string> lines)
    {
        if (arrow.Parent is not (BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax) || arrow.GetLastToken().GetNextToken() is not { RawKind: (int)SyntaxKind.SemicolonToken } semicolon)
            return [];
        var layout = fault.Layout;
        var indentation = layout.IndentationAt(arrow.Parent.SpanStart);
        var inner = indentation + layout.Step;
        var head = TextSpan.FromBounds(arrow.ArrowToken.GetPreviousToken().Span.End, arrow.Expression.SpanStart);
        return
        [
            fault.Replace(head, fault.Habits.Open(layout.LineEnd, indentation) + layout.LineEnd + layout.Lines(inner, lines) + layout.LineEnd + inner + (returnsValue ? "return " : "")),
            fault.Insert(semicolon.Span.End, layout.LineEnd + indentation + "}"),
        ];
    }

    private static RuleEdit At(Fault fault, SyntaxNode statement, IReadOnlyList<string> lines)
    {
        var layout = fault.Layout;
        var start = Layout.StartWithComments(statement);
        if (!layout.StartsLine(start))
            return fault.Insert(statement.SpanStart, string.Join(' ', lines.Select(line => line.Trim())).TrimEnd() + " ");
        var indentation = layout.IndentationAt(start);
        return fault.Insert(start, layout.Lines(indentation, lines)[indentation.Length..] + layout.LineEnd + indentation);
    }

    private static RuleEdit[] Wrapped(Fault fault, StatementSyntax statement, IReadOnlyList<string> lines)
    {
        var layout = fault.Layout;
        var indentation = layout.IndentationAt(statement.Parent!.SpanStart);
        var head = statement.GetFirstToken().GetPreviousToken();
        var opening = fault.Habits.Open(layout.LineEnd, indentation) + layout.LineEnd + layout.Lines(indentation + layout.Step, lines);
        var closing = fault.Insert(statement.Span.End, layout.LineEnd + indentation + "}");
        return layout.StartsLine(statement.SpanStart)
            ? [fault.Insert(head.Span.End, opening), closing]
            : [fault.Replace(TextSpan.FromBounds(head.Span.End, statement.SpanStart), opening + layout.LineEnd + indentation + layout.Step), closing];
    }

    private static bool IsGuard(StatementSyntax statement) => statement switch
    {
        ExpressionStatementSyntax { Expression: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: var name, Expression: var type } } } =>
            name.StartsWith("ThrowIf", StringComparison.Ordinal) || type.ToString() is "Guard" or "Ensure" or "Requires",
        IfStatementSyntax { Else: null, Statement: ThrowStatementSyntax or BlockSyntax { Statements: [ThrowStatementSyntax] } } => true,
        _ => false,
    };
}
