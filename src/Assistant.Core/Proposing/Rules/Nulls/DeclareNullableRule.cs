using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Assistant.Core.Proposing.Rules.Nulls;

/// <summary>Says in the declared type that null may come: of the variable, of what is returned, of the member.</summary>
internal sealed class DeclareNullableRule : IRepairRule
{
    public ImmutableArray<string> Ids => ["CS8600", "CS8601", "CS8603", "CS8604", "CS8618", "CS8625"];

    public IEnumerable<RuleRepair> Propose(Fault fault)
    {
        if (Declared(fault) is not var (type, what, preference) || type is NullableTypeSyntax or { IsVar: true } || type.SyntaxTree.FilePath.Length == 0)
            yield break;
        yield return new RuleRepair($"Declare {what} as '{type}?'", preference, new RuleEdit(type.SyntaxTree, new(type.Span.End, 0), "?"));
    }

    private static (TypeSyntax Type, string What, Preference Preference)? Declared(Fault fault)
    {
        if (fault.Id == "CS8618")
            return Of(UninitializedMember.Of(fault), Preference.Possible);
        if (fault.Node.FirstAncestorOrSelf<SyntaxNode>(node => node is not TypeSyntax) is ForEachStatementSyntax each)
            return Of(each, Preference.Evident);
        if (fault.Expression is not { } value)
            return null;
        if (value is DeclarationExpressionSyntax || (value is TypeSyntax && value.Parent is DeclarationExpressionSyntax))
            return ((value as DeclarationExpressionSyntax ?? (DeclarationExpressionSyntax)value.Parent!).Type, "the variable", Preference.Evident);
        while (value.Parent is ParenthesizedExpressionSyntax outer)
            value = outer;
        if (fault.Id == "CS8600" && (value as CastExpressionSyntax ?? value.Parent as CastExpressionSyntax) is { } cast)
            return (cast.Type, "the result of the cast", Preference.Evident);
        var isNull = value.Kind() is SyntaxKind.NullLiteralExpression or SyntaxKind.DefaultLiteralExpression;
        // What is written only as part of a choice still goes where the choice goes.
        while (value.Parent is ConditionalExpressionSyntax choice && choice.Condition != value)
            value = choice;
        return value.Parent switch
        {
            EqualsValueClauseSyntax { Parent: var declaration } => Of(declaration, IsNeeded(fault, declaration!) ? Preference.Possible : Preference.Evident),
            ReturnStatementSyntax or ArrowExpressionClauseSyntax or AnonymousFunctionExpressionSyntax => OfReturn(value, isNull ? Preference.Evident : Preference.Usual),
            AssignmentExpressionSyntax assignment when assignment.Right == value => OfTarget(fault, assignment.Left, isNull),
            ArgumentSyntax argument => OfParameter(fault, argument),
            _ => null,
        };
    }

    private static (TypeSyntax, string, Preference)? Of(SyntaxNode? declaration, Preference preference) =>
        Declarations.TypeOf(declaration) is { } type ? (type, $"'{NameOf(declaration!)}'", preference) : null;

    // Where the variable is used as if it were never null, the declaration means what it says.
    private static bool IsNeeded(Fault fault, SyntaxNode declaration)
    {
        if (fault.Id != "CS8600" || fault.Model.GetDeclaredSymbol(declaration, fault.CancellationToken) is not ILocalSymbol local || declaration.FirstAncestorOrSelf<BlockSyntax>() is not { } block)
            return false;
        return NullUses.Of(fault, local, block).Any();
    }

    private static (TypeSyntax, string, Preference)? OfReturn(ExpressionSyntax value, Preference preference)
    {
        var owner = Declarations.BodyOwner(value);
        return Declarations.ValueTypeOf(owner) is { } type ? (type, $"what '{NameOf(owner!)}' returns", preference) : null;
    }

    // A local is what its assignments make of it; a member is a contract.
    private static (TypeSyntax, string, Preference)? OfTarget(Fault fault, ExpressionSyntax target, bool isNull)
    {
        var symbol = fault.SymbolOf(target);
        return Of(fault.DeclarationOf(symbol), symbol is ILocalSymbol ? Preference.Evident : isNull ? Preference.Usual : Preference.Possible);
    }

    private static (TypeSyntax, string, Preference)? OfParameter(Fault fault, ArgumentSyntax argument) =>
        argument.Parent?.Parent is ExpressionSyntax call && Arguments.ParameterOf(fault, call, argument) is { } parameter ? Of(fault.DeclarationOf(parameter), Preference.Possible) : null;

    private static string NameOf(SyntaxNode declaration) => declaration switch
    {
        VariableDeclaratorSyntax variable => variable.Identifier.ValueText,
        ParameterSyntax parameter => parameter.Identifier.ValueText,
        PropertyDeclarationSyntax property => property.Identifier.ValueText,
        MethodDeclarationSyntax method => method.Identifier.ValueText,
        LocalFunctionStatementSyntax function => function.Identifier.ValueText,
        SingleVariableDesignationSyntax designation => designation.Identifier.ValueText,
        ForEachStatementSyntax each => each.Identifier.ValueText,
        _ => "this[]",
    };
}
