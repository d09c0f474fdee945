using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Assistant.Cli.Exactness;

/// <summary>Where in a tree something can be changed, and the changes themselves.</summary>
internal static class Places
{
    /// <summary>Nodes outside of bodies.</summary>
    public static IEnumerable<T> Nodes<T>(SyntaxNode root) => root.DescendantNodes(node => node is not BlockSyntax).OfType<T>();

    /// <summary>The outermost blocks.</summary>
    public static IEnumerable<BlockSyntax> Bodies(SyntaxNode root) => Nodes<BlockSyntax>(root);

    /// <summary>Nodes inside of bodies.</summary>
    public static IEnumerable<T> InBodies<T>(SyntaxNode root) => Bodies(root).SelectMany(body => body.DescendantNodes()).OfType<T>();

    public static IEnumerable<StatementSyntax> Statements(SyntaxNode root) =>
        InBodies<StatementSyntax>(root).Where(statement => statement.Parent is BlockSyntax && statement is not LocalFunctionStatementSyntax);

    public static IEnumerable<SyntaxToken> Names(SyntaxNode root) =>
        InBodies<IdentifierNameSyntax>(root).Select(name => name.Identifier).Where(token => token.ValueText.Length > 2);

    public static IEnumerable<MemberDeclarationSyntax> Members(SyntaxNode root) =>
        Nodes<MemberDeclarationSyntax>(root).Where(member => member is MethodDeclarationSyntax or PropertyDeclarationSyntax or FieldDeclarationSyntax or ConstructorDeclarationSyntax);

    public static SyntaxToken NameOf(MemberDeclarationSyntax member) => member switch
    {
        MethodDeclarationSyntax method => method.Identifier,
        PropertyDeclarationSyntax property => property.Identifier,
        FieldDeclarationSyntax field => field.Declaration.Variables[0].Identifier,
        _ => default,
    };

    /// <summary>One of them at random; the type's default when there is none.</summary>
    public static T? Pick<T>(IEnumerable<T> places, Random random)
    {
        var all = places.ToList();
        return all.Count == 0 ? default : all[random.Next(all.Count)];
    }

    /// <summary>A name with one slip of the keyboard.</summary>
    /// <param name="name">At least three characters.</param>
    /// <param name="random">Which slip.</param>
    public static string Misspell(string name, Random random)
    {
        var at = random.Next(1, name.Length - 1);
        return random.Next(3) switch
        {
            0 => name.Remove(at, 1),
            1 => name.Insert(at, name[at].ToString()),
            _ => name[..at] + name[at + 1] + name[at] + name[(at + 2)..],
        };
    }

    public static TextChange Remove(TextSpan span) => new(span, "");

    public static TextChange Replace(TextSpan span, string text) => new(span, text);

    public static TextChange Insert(int position, string text) => new(new TextSpan(position, 0), text);

    /// <summary>The change at a random place, or null when there is none.</summary>
    public static TextChange? At<T>(IEnumerable<T> places, Random random, Func<T, TextChange?> change)
        where T : class => Pick(places, random) is { } place ? change(place) : null;

    /// <summary>The change at a random token, or null when there is none.</summary>
    public static TextChange? At(IEnumerable<SyntaxToken> tokens, Random random, Func<SyntaxToken, TextChange?> change) =>
        Pick(tokens, random) is { RawKind: not 0 } token ? change(token) : null;
}
