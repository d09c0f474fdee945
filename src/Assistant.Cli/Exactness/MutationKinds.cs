using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Assistant.Cli.Exactness;

/// <summary>
/// The ways in which a file is changed at random: slips of people, faults of models, and changes that break nothing. Each
/// kind looks for a place in a tree and gives the change there, or null when the tree has no such place. What a change
/// does to the program is not known here; that is what the verifier and the compiler are asked.
/// </summary>
internal static class MutationKinds
{
    private static readonly SyntaxKind[] Modifiers =
        [SyntaxKind.StaticKeyword, SyntaxKind.ReadOnlyKeyword, SyntaxKind.AsyncKeyword, SyntaxKind.OverrideKeyword, SyntaxKind.VirtualKeyword, SyntaxKind.SealedKeyword, SyntaxKind.PartialKeyword];

    /// <summary>Whether a kind leaves the line of its place with an error that the same line would have a second time.</summary>
    public static bool CanBeRepeated(string kind) => kind is "misspell name" or "swap names";

    /// <summary>All kinds, by name.</summary>
    public static IReadOnlyList<(string Name, Func<SyntaxNode, Random, TextChange?> Change)> All { get; } =
    [
        ("delete token", (root, random) => Pick(Bodies(root).SelectMany(body => body.DescendantTokens()), random) is { RawKind: not 0 } token ? Remove(token.Span) : null),
        ("misspell name", (root, random) => Pick(Names(root), random) is { RawKind: not 0 } token ? Replace(token.Span, Misspell(token.ValueText, random)) : null),
        ("swap names", SwapNames),
        ("delete statement", (root, random) => Pick(Statements(root), random) is { } statement ? Remove(statement.Span) : null),
        ("repeat statement", (root, random) => Pick(Statements(root), random) is { } statement ? Insert(statement.Span.End, " " + statement) : null),
        ("insert harmless statement", (root, random) => Pick(Statements(root), random) is { } statement ? Insert(statement.SpanStart, "_ = 42.ToString(); ") : null),
        ("delete argument", DeleteArgument),
        ("drop using", (root, random) => Pick(root.ChildNodes().OfType<UsingDirectiveSyntax>(), random) is { } directive ? Remove(directive.Span) : null),
        ("change return type", (root, random) => Pick(Nodes<MethodDeclarationSyntax>(root), random) is { } method ? Replace(method.ReturnType.Span, method.ReturnType.ToString() == "int" ? "string" : "int") : null),
        ("delete member", (root, random) => Pick(Members(root), random) is { } member ? Remove(member.Span) : null),
        ("add private member", (root, random) => Pick(Members(root), random) is { } member && member.Parent is ClassDeclarationSyntax ? Insert(member.SpanStart, "private static int Added() => 42;\n") : null),
        ("add public member", (root, random) => Pick(Members(root), random) is { } member && member.Parent is ClassDeclarationSyntax ? Insert(member.SpanStart, "public static int Added() => 42;\n") : null),
        ("add parameter", (root, random) => Pick(Nodes<MethodDeclarationSyntax>(root).Where(method => method.Modifiers.Any(SyntaxKind.PublicKeyword)), random) is { } method ? Insert(method.ParameterList.OpenParenToken.Span.End, method.ParameterList.Parameters.Count == 0 ? "int added" : "int added, ") : null),
        ("rename declaration", (root, random) => Pick(Members(root).Select(NameOf), random) is { RawKind: not 0 } name ? Replace(name.Span, name.ValueText + "Renamed") : null),
        ("hide declaration", (root, random) => Pick(Nodes<MemberDeclarationSyntax>(root).SelectMany(member => member.Modifiers).Where(token => token.IsKind(SyntaxKind.PublicKeyword)), random) is { RawKind: not 0 } token ? Replace(token.Span, "internal") : null),
        ("drop await", (root, random) => Pick(root.DescendantNodes().OfType<AwaitExpressionSyntax>(), random) is { } awaited ? Remove(awaited.AwaitKeyword.Span) : null),
        ("drop modifier", (root, random) => Pick(Nodes<MemberDeclarationSyntax>(root).SelectMany(member => member.Modifiers).Where(token => Modifiers.Contains(token.Kind())), random) is { RawKind: not 0 } token ? Remove(token.Span) : null),
        ("drop null check", (root, random) => Pick(Statements(root).OfType<IfStatementSyntax>().Where(check => check.Condition.ToString().Contains("null", StringComparison.Ordinal)), random) is { } check ? Remove(check.Span) : null),
        ("change comment", (root, random) => Pick(root.DescendantTrivia().Where(trivia => trivia.IsKind(SyntaxKind.SingleLineCommentTrivia)), random) is { RawKind: not 0 } comment ? Insert(comment.Span.End, " (really)") : null),
        ("change documentation", (root, random) => Pick(root.DescendantNodes(descendIntoTrivia: true).OfType<XmlTextSyntax>(), random) is { } text ? Insert(text.SpanStart, "Really: ") : null),
        ("break documentation", (root, random) => Pick(root.DescendantNodes(descendIntoTrivia: true).OfType<XmlElementStartTagSyntax>(), random) is { } tag ? Insert(tag.Name.Span.End, "Broken") : null),
        ("span across await", SpanAcrossAwait),
    ];

    private static IEnumerable<T> Nodes<T>(SyntaxNode root) => root.DescendantNodes(node => node is not BlockSyntax).OfType<T>();

    private static IEnumerable<SyntaxNode> Bodies(SyntaxNode root) => Nodes<BlockSyntax>(root);

    private static IEnumerable<StatementSyntax> Statements(SyntaxNode root) =>
        Bodies(root).SelectMany(body => body.DescendantNodes()).OfType<StatementSyntax>().Where(statement => statement.Parent is BlockSyntax && statement is not LocalFunctionStatementSyntax);

    private static IEnumerable<SyntaxToken> Names(SyntaxNode root) =>
        Bodies(root).SelectMany(body => body.DescendantNodes()).OfType<IdentifierNameSyntax>().Select(name => name.Identifier).Where(token => token.ValueText.Length > 2);

    private static IEnumerable<MemberDeclarationSyntax> Members(SyntaxNode root) =>
        Nodes<MemberDeclarationSyntax>(root).Where(member => member is MethodDeclarationSyntax or PropertyDeclarationSyntax or FieldDeclarationSyntax or ConstructorDeclarationSyntax);

    private static SyntaxToken NameOf(MemberDeclarationSyntax member) => member switch
    {
        MethodDeclarationSyntax method => method.Identifier,
        PropertyDeclarationSyntax property => property.Identifier,
        FieldDeclarationSyntax field => field.Declaration.Variables[0].Identifier,
        _ => default,
    };

    private static TextChange? SwapNames(SyntaxNode root, Random random)
    {
        if (Pick(Bodies(root), random) is not { } body)
            return null;
        var names = body.DescendantNodes().OfType<IdentifierNameSyntax>().ToList();
        return Pick(names, random) is { } name && Pick(names.Where(other => other.Identifier.ValueText != name.Identifier.ValueText), random) is { } other
            ? Replace(name.Span, other.Identifier.Text)
            : null;
    }

    private static TextChange? DeleteArgument(SyntaxNode root, Random random)
    {
        if (Pick(root.DescendantNodes().OfType<ArgumentListSyntax>().Where(list => list.Arguments.Count > 0), random) is not { } list)
            return null;
        var kept = list.Arguments.RemoveAt(random.Next(list.Arguments.Count));
        return Replace(list.Span, $"({string.Join(", ", kept)})");
    }

    // The compiler sees this one only when it emits code.
    private static TextChange? SpanAcrossAwait(SyntaxNode root, Random random)
    {
        var methods = Nodes<MethodDeclarationSyntax>(root).Where(method =>
            method.Body is { Statements.Count: > 1 } body && method.Modifiers.Any(SyntaxKind.AsyncKeyword)
            && body.Statements.Skip(1).Any(statement => statement is ExpressionStatementSyntax { Expression: AwaitExpressionSyntax }));
        if (Pick(methods, random) is not { Body: { } block })
            return null;
        var awaited = block.Statements.Skip(1).First(statement => statement is ExpressionStatementSyntax { Expression: AwaitExpressionSyntax });
        return Replace(awaited.Span, $"{{ System.Span<int> held = new int[1]; {awaited} held[0] = 1; }}");
    }

    private static string Misspell(string name, Random random)
    {
        var at = random.Next(1, name.Length - 1);
        return random.Next(3) switch
        {
            0 => name.Remove(at, 1),
            1 => name.Insert(at, name[at].ToString()),
            _ => name[..at] + name[at + 1] + name[at] + name[(at + 2)..],
        };
    }

    private static T? Pick<T>(IEnumerable<T> places, Random random)
    {
        var all = places.ToList();
        return all.Count == 0 ? default : all[random.Next(all.Count)];
    }

    private static TextChange Remove(TextSpan span) => new(span, "");

    private static TextChange Replace(TextSpan span, string text) => new(span, text);

    private static TextChange Insert(int position, string text) => new(new TextSpan(position, 0), text);
}
