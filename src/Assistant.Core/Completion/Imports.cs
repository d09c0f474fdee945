using Assistant.Core.Edits;
using Assistant.Core.Proposing.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Assistant.Core.Completion;

/// <summary>Finds the namespace that a file lacks, among those that the user's own files import.</summary>
public static class Imports
{
    /// <summary>The only namespace that would make a name known where it is not; null where there is none or a choice.</summary>
    /// <param name="error">That the name is not known.</param>
    /// <param name="compilation">Of the project.</param>
    /// <param name="imported">The namespaces that files of the solution import.</param>
    internal static string? For(Diagnostic error, Compilation compilation, IEnumerable<string> imported)
    {
        var node = error.Location.SourceTree!.GetRoot().FindNode(error.Location.SourceSpan, getInnermostNodeForTie: true);
        var simple = node.DescendantNodesAndSelf(inner => inner is not TypeArgumentListSyntax).OfType<SimpleNameSyntax>().LastOrDefault();
        var name = simple?.Identifier.ValueText;
        bool Declares(INamespaceSymbol space) => error.Id switch
        {
            "CS0103" or "CS0246" => space.GetTypeMembers(name!).Any(type => compilation.IsSymbolAccessibleWithin(type, compilation.Assembly)),
            // A type of that name is known, but with other type parameters.
            "CS0305" or "CS0308" => space.GetTypeMembers(name!, simple!.Arity).Any(type => compilation.IsSymbolAccessibleWithin(type, compilation.Assembly)),
            "CS1061" => space.GetTypeMembers().Any(type => type.MightContainExtensionMethods && type.GetMembers(name!).OfType<IMethodSymbol>().Any(method => method.IsExtensionMethod)),
            _ => false,
        };
        if (name is null)
            return null;
        var found = imported.Where(one => SpaceOf(compilation, one) is { } space && Declares(space)).Take(2).ToList();
        return found.Count == 1 ? found[0] : null;
    }

    /// <summary>The change that imports a namespace.</summary>
    /// <param name="text">The file.</param>
    /// <param name="name">The namespace.</param>
    /// <returns>Null when the file imports it already, or it is no name.</returns>
    public static TextChange? Adding(SourceText text, string name)
    {
        if (Nesting.IsTooDeep(text.ToString()) || !name.Split('.').All(SyntaxFacts.IsValidIdentifier))
            return null;
        var root = CSharpSyntaxTree.ParseText(text).GetCompilationUnitRoot();
        return Has(root, name) ? null : Usings.In(root, text, name);
    }

    /// <summary>The usings of a file that import a namespace for all below them, in its namespaces too.</summary>
    public static IEnumerable<UsingDirectiveSyntax> In(SyntaxNode root) => root.DescendantNodes(node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax)
        .OfType<UsingDirectiveSyntax>().Where(directive => directive is { Alias: null, StaticKeyword.RawKind: 0, Name: not null });

    /// <summary>Whether a file imports a namespace.</summary>
    internal static bool Has(SyntaxNode root, string name) => In(root).Any(directive => directive.Name!.ToString() == name);

    /// <summary>Whether there is such a namespace.</summary>
    internal static bool Exists(Compilation compilation, string name) => SpaceOf(compilation, name) is not null;

    private static INamespaceSymbol? SpaceOf(Compilation compilation, string name)
    {
        INamespaceSymbol? space = compilation.GlobalNamespace;
        foreach (var part in name.Split('.'))
            space = space?.GetNamespaceMembers().FirstOrDefault(member => member.Name == part);
        return space;
    }
}
