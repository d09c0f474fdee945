using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Assistant.Core.Verification;

/// <summary>
/// Code that the text alone shows is never run, of which the compiler only warns or says nothing. What the values of
/// constants and calls that do not return switch off is not seen.
/// </summary>
internal static class DeadCode
{
    /// <summary>Whether a statement always leaves its block and code stands behind it that nothing else leads to.</summary>
    public static bool IsBehind(StatementSyntax statement) =>
        statement is ReturnStatementSyntax or ThrowStatementSyntax or BreakStatementSyntax or ContinueStatementSyntax or GotoStatementSyntax
            or YieldStatementSyntax { RawKind: (int)SyntaxKind.YieldBreakStatement }
        && HasMoreBehind(statement);

    /// <summary>Whether an expression decides without looking: a constant where there is a choice, or an operand that leaves the other none.</summary>
    public static bool IsDecided(ExpressionSyntax expression) => IsDecidedByOperand(expression) || expression.Parent switch
    {
        IfStatementSyntax choice => choice.Condition == expression && Value(expression) is not null,
        ConditionalExpressionSyntax choice => choice.Condition == expression && Value(expression) is not null,
        WhenClauseSyntax => Value(expression) is not null,
        // Loops that only a jump ends are written this way, and so are blocks that a jump leaves: do { } while (false).
        WhileStatementSyntax loop => loop.Condition == expression && Value(expression) == false,
        ForStatementSyntax loop => loop.Condition == expression && Value(expression) == false,
        _ => false,
    };

    // What stands behind the block it ends stands behind the jump. A local function runs from where it is called, a label from where the jump to it is.
    private static bool HasMoreBehind(StatementSyntax statement)
    {
        for (var last = statement; ; last = (StatementSyntax)last.Parent!)
        {
            var next = Behind(last).FirstOrDefault(other => other is not (LocalFunctionStatementSyntax or EmptyStatementSyntax));
            // The compiler wants a section of a switch to end with a jump.
            if (next is not null)
                return next is not (LabeledStatementSyntax or BreakStatementSyntax { Parent: SwitchSectionSyntax });
            if (last.Parent is not BlockSyntax { Parent: BlockSyntax or SwitchSectionSyntax or GlobalStatementSyntax })
                return false;
        }
    }

    private static IEnumerable<StatementSyntax> Behind(StatementSyntax statement) => statement.Parent switch
    {
        BlockSyntax block => block.Statements.SkipWhile(other => other != statement).Skip(1),
        SwitchSectionSyntax section => section.Statements.SkipWhile(other => other != statement).Skip(1),
        GlobalStatementSyntax { Parent: CompilationUnitSyntax file } global =>
            file.Members.SkipWhile(other => other != global).Skip(1).OfType<GlobalStatementSyntax>().Select(other => other.Statement),
        _ => [],
    };

    private static bool IsDecidedByOperand(ExpressionSyntax expression) => expression is BinaryExpressionSyntax binary && binary.Kind() switch
    {
        SyntaxKind.LogicalAndExpression or SyntaxKind.BitwiseAndExpression => Value(binary.Left) == false || Value(binary.Right) == false,
        SyntaxKind.LogicalOrExpression or SyntaxKind.BitwiseOrExpression => Value(binary.Left) == true || Value(binary.Right) == true,
        _ => false,
    };

    // Of a constant written without names: true, false, default, their negations and comparisons of two literals.
    private static bool? Value(ExpressionSyntax expression)
    {
        var isNegated = false;
        while (true)
        {
            switch (expression)
            {
                case ParenthesizedExpressionSyntax parenthesized:
                    expression = parenthesized.Expression;
                    break;
                case PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalNotExpression } negation:
                    expression = negation.Operand;
                    isNegated = !isNegated;
                    break;
                default:
                    return Literal(expression) is { } value ? value != isNegated : null;
            }
        }
    }

    private static bool? Literal(ExpressionSyntax expression) => expression switch
    {
        LiteralExpressionSyntax { RawKind: (int)SyntaxKind.TrueLiteralExpression } => true,
        LiteralExpressionSyntax { RawKind: (int)SyntaxKind.FalseLiteralExpression or (int)SyntaxKind.DefaultLiteralExpression } => false,
        DefaultExpressionSyntax { Type: PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.BoolKeyword } } => false,
        BinaryExpressionSyntax { Left: LiteralExpressionSyntax left, Right: LiteralExpressionSyntax right } comparison => comparison.Kind() switch
        {
            SyntaxKind.EqualsExpression => left.Token.Text == right.Token.Text,
            SyntaxKind.NotEqualsExpression => left.Token.Text != right.Token.Text,
            SyntaxKind.LogicalAndExpression => Literal(left) & Literal(right),
            SyntaxKind.LogicalOrExpression => Literal(left) | Literal(right),
            _ => null,
        },
        _ => null,
    };
}
