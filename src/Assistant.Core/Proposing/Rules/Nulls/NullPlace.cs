using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Assistant.Core.Proposing.Rules.Nulls;

/// <summary>A value that may be null where none may be, and where a test of it can stand.</summary>
internal sealed class NullPlace
{
    private NullPlace(Fault fault, ExpressionSyntax value)
    {
        Fault = fault;
        Value = value;
        Symbol = fault.SymbolOf(value);
        IsStable = value.DescendantNodesAndSelf().All(node => node is IdentifierNameSyntax or MemberAccessExpressionSyntax or ThisExpressionSyntax)
            && value is not ThisExpressionSyntax && Symbol is ILocalSymbol or IParameterSymbol or IFieldSymbol or IPropertySymbol;
        foreach (var node in value.Ancestors())
        {
            if (node is StatementSyntax statement)
            {
                Statement = statement is LocalFunctionStatementSyntax ? null : statement;
                break;
            }

            if (node is ArrowExpressionClauseSyntax or MemberDeclarationSyntax)
            {
                Arrow = node as ArrowExpressionClauseSyntax;
                break;
            }

            IsDeferred |= node is AnonymousFunctionExpressionSyntax or SelectOrGroupClauseSyntax || (node is QueryClauseSyntax && node.Parent is not QueryExpressionSyntax);
            IsConditional |= IsConditionalIn(node, value);
        }
    }

    public Fault Fault { get; }

    public ExpressionSyntax Value { get; }

    public ISymbol? Symbol { get; }

    /// <summary>Whether a test of the value holds for the next reading of it: a variable, or fields and properties of one.</summary>
    public bool IsStable { get; }

    /// <summary>The statement that holds the value, or null.</summary>
    public StatementSyntax? Statement { get; }

    /// <summary>The body of a member that is an expression, or null.</summary>
    public ArrowExpressionClauseSyntax? Arrow { get; }

    /// <summary>Whether the value is read only when a lambda or query runs.</summary>
    public bool IsDeferred { get; }

    /// <summary>Whether the value is read only when another one in the same statement says so.</summary>
    public bool IsConditional { get; }

    public static NullPlace? Of(Fault fault)
    {
        var value = fault.Expression;
        while (value is ParenthesizedExpressionSyntax or CastExpressionSyntax)
            value = value is ParenthesizedExpressionSyntax parenthesized ? parenthesized.Expression : ((CastExpressionSyntax)value).Expression;
        return value is null or LiteralExpressionSyntax ? null : new NullPlace(fault, value);
    }

    /// <summary>
    /// Whether a statement can come before the one that holds the value: neither a loop's condition, which is asked again
    /// and again, nor an <c>else if</c> has room for one.
    /// </summary>
    public bool CanPrecede => Statement is { Parent: not LabeledStatementSyntax } and not (WhileStatementSyntax or DoStatementSyntax or ForStatementSyntax or BlockSyntax)
        && Statement is not IfStatementSyntax { Parent: ElseClauseSyntax };

    /// <summary>Whether a test before the value's statement, or at the start of its body, asks nothing that was not asked before.</summary>
    public bool CanBeGuarded => IsStable && !IsConditional && !IsDeferred && (CanPrecede || Arrow?.Parent is BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax);

    /// <summary>What the text of an exception says: <c>Find returned null.</c> or <c>order.Customer is null.</c></summary>
    public string Message
    {
        get
        {
            var source = Symbol is ILocalSymbol && Fault.DeclarationOf(Symbol) is VariableDeclaratorSyntax { Initializer.Value: { } initial } ? initial : Value;
            while (source is AwaitExpressionSyntax or PostfixUnaryExpressionSyntax or ParenthesizedExpressionSyntax)
                source = source is AwaitExpressionSyntax awaited ? awaited.Expression : source is ParenthesizedExpressionSyntax inner ? inner.Expression : ((PostfixUnaryExpressionSyntax)source).Operand;
            if (source is InvocationExpressionSyntax { Expression: var called })
            {
                if (called is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ConfigureAwait", Expression: InvocationExpressionSyntax inner })
                    called = inner.Expression;
                if (((called as MemberAccessExpressionSyntax)?.Name ?? called as SimpleNameSyntax) is { } name)
                    return $"{name.Identifier.ValueText} returned null.";
            }

            return IsStable ? $"{Value} is null." : "The value is null.";
        }
    }

    /// <summary>What is thrown when the value is null.</summary>
    public string Exception => Symbol is IParameterSymbol parameter && IsStable
        ? $"new {Fault.NameOf("System.ArgumentNullException")}(nameof({parameter.Name}))"
        : $"new {Fault.NameOf("System.InvalidOperationException")}(\"{Message}\")";

    private static bool IsConditionalIn(SyntaxNode node, ExpressionSyntax value) => node switch
    {
        BinaryExpressionSyntax operation => operation.Kind() is SyntaxKind.LogicalAndExpression or SyntaxKind.LogicalOrExpression or SyntaxKind.CoalesceExpression && operation.Right.Span.Contains(value.Span),
        ConditionalExpressionSyntax choice => !choice.Condition.Span.Contains(value.Span),
        ConditionalAccessExpressionSyntax access => access.WhenNotNull.Span.Contains(value.Span),
        _ => node is SwitchExpressionArmSyntax,
    };
}
