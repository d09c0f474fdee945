using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Assistant.Core.Proposing.Models;

/// <summary>By what members of a type are told from each other: name and parameters.</summary>
internal static class MemberNames
{
    /// <summary>Two members of one type have the same only where one takes the place of the other.</summary>
    public static string Key(MemberDeclarationSyntax member) => $"{Name(member)}`{Arity(member)}({string.Join(',', Parameters(member))})";

    /// <summary>What overloads share. What is there for an interface alone is another member than the public one.</summary>
    public static string Name(MemberDeclarationSyntax member) => InterfaceOf(member) + OwnName(member);

    /// <summary>How many type parameters a type has.</summary>
    public static int Arity(MemberDeclarationSyntax member) => member switch
    {
        TypeDeclarationSyntax one => one.Arity,
        DelegateDeclarationSyntax one => one.Arity,
        _ => 0,
    };

    private static string InterfaceOf(MemberDeclarationSyntax member)
    {
        var explicitly = member switch
        {
            MethodDeclarationSyntax method => method.ExplicitInterfaceSpecifier,
            BasePropertyDeclarationSyntax property => property.ExplicitInterfaceSpecifier,
            _ => null,
        };
        return explicitly is null ? "" : Bare(explicitly);
    }

    // Blanks within a name are no part of it.
    private static string Bare(SyntaxNode? name) => name?.ToString().Replace(" ", "", StringComparison.Ordinal) ?? "";

    private static string OwnName(MemberDeclarationSyntax member) => member switch
    {
        MethodDeclarationSyntax method => $"{method.Identifier.ValueText}`{method.Arity}",
        PropertyDeclarationSyntax property => property.Identifier.ValueText,
        EventDeclarationSyntax one => one.Identifier.ValueText,
        BaseFieldDeclarationSyntax field => field.Declaration.Variables[0].Identifier.ValueText,
        ConstructorDeclarationSyntax constructor => constructor.Modifiers.Any(SyntaxKind.StaticKeyword) ? ".cctor" : ".ctor",
        DestructorDeclarationSyntax => "~",
        IndexerDeclarationSyntax => "this[]",
        OperatorDeclarationSyntax one => $"operator {one.OperatorToken.Text}",
        ConversionOperatorDeclarationSyntax one => $"operator {one.ImplicitOrExplicitKeyword.Text} {one.Type}",
        BaseTypeDeclarationSyntax type => type.Identifier.ValueText,
        DelegateDeclarationSyntax one => one.Identifier.ValueText,
        _ => member.ToString(),
    };

    /// <summary>Names of its parameters.</summary>
    public static IEnumerable<string> ParameterNames(MemberDeclarationSyntax member) => ParametersOf(member).Select(parameter => parameter.Identifier.ValueText);

    private static SeparatedSyntaxList<ParameterSyntax> ParametersOf(MemberDeclarationSyntax member) => member switch
    {
        BaseMethodDeclarationSyntax method => method.ParameterList.Parameters,
        IndexerDeclarationSyntax indexer => indexer.ParameterList.Parameters,
        DelegateDeclarationSyntax one => one.ParameterList.Parameters,
        _ => default,
    };

    private static IEnumerable<string> Parameters(MemberDeclarationSyntax member) => ParametersOf(member).Select(parameter => $"{parameter.Modifiers.FirstOrDefault(modifier => modifier.Kind() is SyntaxKind.RefKeyword or SyntaxKind.OutKeyword or SyntaxKind.InKeyword)}{Bare(parameter.Type).TrimEnd('?')}");
}
