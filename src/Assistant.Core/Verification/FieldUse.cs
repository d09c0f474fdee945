using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Assistant.Core.Verification;

/// <summary>
/// One way in which a body uses a field or event, as far as the compiler's list of unused members can tell ways apart.
/// Two bodies with equal sets of uses leave that list as it is. Where it is not certain what the compiler makes of a use,
/// its text is part of the way, so that any change of it counts.
/// </summary>
/// <param name="Member">Documentation id of the field or event; with a question mark, a name that is bound to nothing.</param>
/// <param name="Way">Read, written, or more precisely how.</param>
internal readonly record struct FieldUse(string Member, string Way)
{
    /// <summary>The uses of fields and events with watched names in a member.</summary>
    public static HashSet<FieldUse> In(SyntaxNode member, CSharpCompilation compilation, HashSet<string> watched, CancellationToken cancellationToken)
    {
        var names = member.DescendantNodes().OfType<SimpleNameSyntax>().Where(name => watched.Contains(name.Identifier.ValueText)).ToList();
        if (names.Count == 0)
            return [];
        var model = compilation.GetSemanticModel(member.SyntaxTree);
        var uses = new HashSet<FieldUse>();
        foreach (var name in names)
        {
            var symbol = model.GetSymbolInfo(name, cancellationToken).Symbol;
            if (symbol is null)
                uses.Add(new FieldUse("?" + name.Identifier.ValueText, TextAround(name)));
            else if (symbol is IFieldSymbol or IEventSymbol && !IsOnlyNamed(name))
                uses.Add(new FieldUse(symbol.OriginalDefinition.GetDocumentationCommentId() ?? symbol.ToDisplayString(), WayOf(name, symbol, model, cancellationToken)));
        }

        return uses;
    }

    private static bool IsOnlyNamed(SimpleNameSyntax name) => name.Ancestors().OfType<InvocationExpressionSyntax>()
        .Any(call => call.Expression is IdentifierNameSyntax { Identifier.ValueText: "nameof" } && call.ArgumentList.Span.Contains(name.Span));

    private static string WayOf(SimpleNameSyntax name, ISymbol symbol, SemanticModel model, CancellationToken cancellationToken)
    {
        SyntaxNode use = name;
        while (use.Parent is ParenthesizedExpressionSyntax || (use.Parent is MemberAccessExpressionSyntax access && access.Name == use) || use.Parent is MemberBindingExpressionSyntax)
            use = use.Parent;
        return use.Parent switch
        {
            AssignmentExpressionSyntax assignment when assignment.Left == use => assignment.IsKind(SyntaxKind.SimpleAssignmentExpression)
                ? "written: " + Value(assignment.Right, model, cancellationToken)
                : "changed",
            PrefixUnaryExpressionSyntax or PostfixUnaryExpressionSyntax => "changed by " + use.Parent.Kind(),
            ArgumentSyntax { RefKindKeyword.RawKind: not 0 } argument => argument.RefKindKeyword.Text,
            ArgumentSyntax { Parent: TupleExpressionSyntax } or RefExpressionSyntax => TextAround(name),
            // Part of a value may be written through the field, by an assignment or a method of the value's own.
            MemberAccessExpressionSyntax or ElementAccessExpressionSyntax or ConditionalAccessExpressionSyntax when !IsReference(symbol) =>
                TextAround(name) + model.GetSymbolInfo(use.Parent, cancellationToken).Symbol?.GetDocumentationCommentId(),
            _ => "read",
        };
    }

    // The compiler counts a field as used when it is given a value that had to be computed.
    private static string Value(ExpressionSyntax value, SemanticModel model, CancellationToken cancellationToken)
    {
        var computed = value;
        while (computed is ParenthesizedExpressionSyntax or CastExpressionSyntax or PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression })
        {
            computed = computed switch
            {
                ParenthesizedExpressionSyntax parenthesized => parenthesized.Expression,
                CastExpressionSyntax cast => cast.Expression,
                _ => ((PostfixUnaryExpressionSyntax)computed).Operand,
            };
        }

        if (model.GetConstantValue(value, cancellationToken) is { HasValue: true } constant)
            return constant.Value is null ? "null" : "constant";
        return computed is InvocationExpressionSyntax or AwaitExpressionSyntax or BinaryExpressionSyntax or ElementAccessExpressionSyntax or IdentifierNameSyntax or MemberAccessExpressionSyntax
            && !model.GetConstantValue(computed, cancellationToken).HasValue
            ? "computed"
            : value.ToString();
    }

    private static bool IsReference(ISymbol symbol) => symbol is IEventSymbol or IFieldSymbol { Type.IsReferenceType: true };

    private static string TextAround(SimpleNameSyntax name) =>
        (name.FirstAncestorOrSelf<SyntaxNode>(node => node is StatementSyntax or ArrowExpressionClauseSyntax) ?? name).ToString();
}
