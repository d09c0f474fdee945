using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Assistant.Core.Completion;

/// <summary>The values of an enumeration where one of them is wanted.</summary>
internal static class EnumValues
{
    /// <summary>The values as they are written there; in a switch without those it has, elsewhere all. None where no value is wanted.</summary>
    /// <param name="context">The caret.</param>
    /// <param name="symbol">What a name there means.</param>
    /// <param name="name">The name.</param>
    public static IEnumerable<string> Of(CaretContext context, ISymbol? symbol, string name)
    {
        if (symbol is not INamedTypeSymbol { TypeKind: TypeKind.Enum } type || !context.Prospect.IsWanted(type))
            return [];
        var taken = Taken(context.Caret.Before.Parent).ToHashSet(StringComparer.Ordinal);
        return type.GetMembers().OfType<IFieldSymbol>().Where(value => value.IsConst && !taken.Contains(value.Name)).Select(value => $"{name}.{value.Name}");
    }

    private static IEnumerable<string> Taken(SyntaxNode? node)
    {
        IEnumerable<SyntaxNode> labels = node switch
        {
            SwitchLabelSyntax { Parent.Parent: SwitchStatementSyntax statement } => statement.Sections.SelectMany(section => section.Labels),
            SwitchExpressionSyntax expression => expression.Arms.Select(arm => arm.Pattern),
            _ => [],
        };
        return labels.SelectMany(label => label.DescendantNodes()).OfType<IdentifierNameSyntax>().Select(named => named.Identifier.ValueText);
    }
}
