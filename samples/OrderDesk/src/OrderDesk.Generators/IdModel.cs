using Microsoft.CodeAnalysis;

namespace OrderDesk.Generators;

/// <summary>What the generator needs to know about one identifier; compared by value so that steps can be cached.</summary>
internal readonly record struct IdModel(string Namespace, string Name, string Keyword, string Prefix)
{
    public string HintName => Namespace + "." + Name + ".g.cs";

    public static IdModel From(GeneratorAttributeSyntaxContext context)
    {
        var symbol = (INamedTypeSymbol)context.TargetSymbol;
        var prefix = context.Attributes[0].ConstructorArguments[0].Value as string ?? string.Empty;
        var keyword = symbol.DeclaredAccessibility == Accessibility.Public ? "public" : "internal";

        return new IdModel(symbol.ContainingNamespace.ToDisplayString(), symbol.Name, keyword, prefix);
    }
}
