using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Assistant.Core.Proposing.Rules.Nulls;

/// <summary>The field or property of which CS8618 speaks, at its own place or at that of a constructor.</summary>
internal static class UninitializedMember
{
    public static MemberDeclaration? Find(Fault fault) => Of(fault) switch
    {
        PropertyDeclarationSyntax property => new MemberDeclaration(property, property.Type, property.Identifier.ValueText),
        VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax { Type: var type } } field => new MemberDeclaration(field, type, field.Identifier.ValueText),
        _ => null,
    };

    public static SyntaxNode? Of(Fault fault)
    {
        foreach (var place in fault.OtherPlaces.Append(Location.Create(fault.Model.SyntaxTree, fault.Span)))
        {
            var node = place.SourceTree?.GetRoot(fault.CancellationToken).FindNode(place.SourceSpan);
            if (node?.FirstAncestorOrSelf<SyntaxNode>(outer => outer is PropertyDeclarationSyntax or VariableDeclaratorSyntax or BaseMethodDeclarationSyntax)
                is (PropertyDeclarationSyntax or VariableDeclaratorSyntax) and var member)
                return member;
        }

        return null;
    }

    /// <param name="Node">The property or the declarator of the field.</param>
    /// <param name="Type">Its written type.</param>
    /// <param name="Name">Its name.</param>
    internal sealed record MemberDeclaration(SyntaxNode Node, TypeSyntax Type, string Name);
}
