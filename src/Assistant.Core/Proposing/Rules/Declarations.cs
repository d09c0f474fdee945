using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Assistant.Core.Proposing.Rules;

/// <summary>The types that are written in declarations.</summary>
internal static class Declarations
{
    /// <summary>The written type of a variable, parameter, field, property or of what a method returns; null where there is none of its own.</summary>
    public static TypeSyntax? TypeOf(SyntaxNode? declaration) => declaration switch
    {
        VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax { Variables.Count: 1 } variable } => variable.Type,
        ParameterSyntax parameter => parameter.Type,
        PropertyDeclarationSyntax property => property.Type,
        IndexerDeclarationSyntax indexer => indexer.Type,
        MethodDeclarationSyntax method => method.ReturnType,
        LocalFunctionStatementSyntax function => function.ReturnType,
        SingleVariableDesignationSyntax { Parent: DeclarationExpressionSyntax declared } => declared.Type,
        ForEachStatementSyntax each => each.Type,
        _ => null,
    };

    /// <summary>The member, local function or lambda whose body a node stands in.</summary>
    public static SyntaxNode? BodyOwner(SyntaxNode node) => node.Ancestors().FirstOrDefault(outer =>
        outer is BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax or BasePropertyDeclarationSyntax or BaseFieldDeclarationSyntax or GlobalStatementSyntax);

    /// <summary>The written type of the value that a body gives: of an asynchronous one, inside of its task.</summary>
    public static TypeSyntax? ValueTypeOf(SyntaxNode? owner)
    {
        var type = TypeOf(owner);
        var isAsync = (owner as MethodDeclarationSyntax)?.Modifiers.Any(SyntaxKind.AsyncKeyword) ?? (owner as LocalFunctionStatementSyntax)?.Modifiers.Any(SyntaxKind.AsyncKeyword) ?? false;
        return !isAsync ? type
            : ((type as QualifiedNameSyntax)?.Right ?? type) is GenericNameSyntax { TypeArgumentList.Arguments: [var value] } ? value
            : null;
    }
}
