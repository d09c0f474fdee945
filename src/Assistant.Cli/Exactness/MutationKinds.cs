using Assistant.Core.Verification;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using static Assistant.Cli.Exactness.Places;

namespace Assistant.Cli.Exactness;

/// <summary>The kinds of change: slips of people, faults of models, and changes that break nothing.</summary>
internal static class MutationKinds
{
    private static readonly SyntaxKind[] Modifiers =
        [SyntaxKind.StaticKeyword, SyntaxKind.ReadOnlyKeyword, SyntaxKind.AsyncKeyword, SyntaxKind.OverrideKeyword, SyntaxKind.VirtualKeyword, SyntaxKind.SealedKeyword, SyntaxKind.PartialKeyword];

    /// <summary>An error that stands there already, a second time.</summary>
    public static MutationKind SameErrorAgain { get; } = new("same error again", false, (_, _) => null);

    /// <summary>Slips in bodies that leave the file parseable and the errors in it.</summary>
    public static IReadOnlyList<MutationKind> Slips { get; } =
    [
        Body("misspell name", (root, random) => At(Names(root), random, token => Replace(token.Span, Misspell(token.ValueText, random)))),
        Body("swap names", SwapNames),
        Body("delete argument in body", (root, random) => DeleteArgument(InBodies<ArgumentListSyntax>(root), random)),
    ];

    /// <summary>Changes of declarations, most of which others can see.</summary>
    public static IReadOnlyList<MutationKind> Declarations { get; } =
    [
        Outside("change return type", (root, random) => At(Nodes<MethodDeclarationSyntax>(root), random, method => Replace(method.ReturnType.Span, method.ReturnType.ToString() == "int" ? "string" : "int"))),
        Outside("delete member", (root, random) => At(Members(root), random, member => Remove(member.Span))),
        Outside("add public member", (root, random) => At(InClasses(root), random, member => Insert(member.SpanStart, "public static int Added() => 42;\n"))),
        Outside("add parameter", (root, random) => At(PublicMethods(root), random, method => AddParameter(method, "int added"))),
        Outside("add optional parameter", (root, random) => At(PublicMethods(root), random, method =>
            Insert(method.ParameterList.CloseParenToken.SpanStart, method.ParameterList.Parameters.Count == 0 ? "int added = 0" : ", int added = 0"))),
        Outside("rename declaration", (root, random) => At(Members(root).Select(NameOf), random, name => Replace(name.Span, name.ValueText + "Renamed"))),
        Outside("hide declaration", (root, random) => At(ModifiersOf(root, SyntaxKind.PublicKeyword), random, token => Replace(token.Span, "internal"))),
        Outside("drop modifier", (root, random) => At(ModifiersOf(root, Modifiers), random, token => Remove(token.Span))),
        Outside("add overload", (root, random) => At(PublicMethods(root).Where(method => method.Body is not null && method.Parent is ClassDeclarationSyntax), random, method =>
            Insert(method.SpanStart, $"public static int {method.Identifier.Text}(System.Version added) => 42;\n"))),
        Outside("change parameter type", (root, random) => At(PublicMethods(root).SelectMany(method => method.ParameterList.Parameters).Where(parameter => parameter.Type is not null), random, parameter =>
            Replace(parameter.Type!.Span, parameter.Type.ToString() is "object" or "object?" ? "string" : "object"))),
        Outside("rename parameter", (root, random) => At(PublicMethods(root).Where(method => method.Body is null && method.ExpressionBody is null)
            .SelectMany(method => method.ParameterList.Parameters).Select(parameter => parameter.Identifier), random, name =>
            Replace(name.Span, name.ValueText + "Renamed"))),
        Outside("make nullable", (root, random) => At(PublicMethods(root).Select(method => method.ReturnType)
            .Where(type => type is IdentifierNameSyntax or PredefinedTypeSyntax && type.ToString() != "void"), random, type => Insert(type.Span.End, "?"))),
    ];

    /// <summary>The mixture of which a plain run takes each in turn.</summary>
    public static IReadOnlyList<MutationKind> All { get; } =
    [
        Body("delete token", (root, random) => At(Bodies(root).SelectMany(body => body.DescendantTokens()), random, token => Remove(token.Span))),
        .. Slips,
        Body("delete statement", (root, random) => At(Statements(root), random, statement => Remove(statement.Span))),
        Outside("delete argument", (root, random) => DeleteArgument(root.DescendantNodes().OfType<ArgumentListSyntax>(), random)),
        Outside("drop using", (root, random) => At(root.ChildNodes().OfType<UsingDirectiveSyntax>(), random, directive => Remove(directive.Span))),
        .. Declarations,
        Outside("add private member", (root, random) => At(InClasses(root), random, member => Insert(member.SpanStart, "private static int Added() => 42;\n"))),
        Outside("drop await", (root, random) => At(root.DescendantNodes().OfType<AwaitExpressionSyntax>(), random, awaited => Remove(awaited.AwaitKeyword.Span))),
        Body("drop null check", (root, random) =>
            At(Statements(root).OfType<IfStatementSyntax>().Where(check => check.Condition.ToString().Contains("null", StringComparison.Ordinal)), random, check => Remove(check.Span))),
        Outside("change comment", (root, random) => Pick(LineComments(root), random) is { RawKind: not 0 } comment
            ? Insert(comment.Span.End, " (really)") : null),
        Outside("change documentation", (root, random) => At(root.DescendantNodes(descendIntoTrivia: true).OfType<XmlTextSyntax>(), random, text => Insert(text.SpanStart, "Really: "))),
        Outside("break documentation", (root, random) => At(root.DescendantNodes(descendIntoTrivia: true).OfType<XmlElementStartTagSyntax>(), random, tag => Insert(tag.Name.Span.End, "Broken"))),
        Outside("drop documentation", (root, random) => At(root.DescendantNodes(descendIntoTrivia: true).OfType<DocumentationCommentTriviaSyntax>(), random, comment => Remove(comment.FullSpan))),
        Outside("mark as generated", (_, _) => Insert(0, "// <auto-generated/>\n")),
        Outside("open comment", (root, random) => Pick(LineComments(root), random) is { RawKind: not 0 } comment
            ? Replace(new TextSpan(comment.SpanStart, 2), "/*") : null),
        Body("span across await", SpanAcrossAwait),
        .. BodyKinds.Harmless.Take(5),
        .. LocalDeclarationKinds.All,
    ];

    /// <summary>The kinds of the mixture that may be decided at a step, without those that are dear to judge and seldom are.</summary>
    public static IReadOnlyList<MutationKind> LeadingTo(Stage stage) => stage switch
    {
        Stage.Body => [.. All.Where(kind => kind.IsOfBody)],
        Stage.Project or Stage.Dependents => Declarations,
        _ => All,
    };

    private static MutationKind Body(string name, Func<SyntaxNode, Random, TextChange?> change) => new(name, true, change);

    private static MutationKind Outside(string name, Func<SyntaxNode, Random, TextChange?> change) => new(name, false, change);

    private static IEnumerable<MethodDeclarationSyntax> PublicMethods(SyntaxNode root) =>
        Nodes<MethodDeclarationSyntax>(root).Where(method => method.Modifiers.Any(SyntaxKind.PublicKeyword) || method.Parent is InterfaceDeclarationSyntax);

    private static IEnumerable<MemberDeclarationSyntax> InClasses(SyntaxNode root) => Members(root).Where(member => member.Parent is ClassDeclarationSyntax);

    private static IEnumerable<SyntaxTrivia> LineComments(SyntaxNode root) =>
        root.DescendantTrivia().Where(trivia => trivia.IsKind(SyntaxKind.SingleLineCommentTrivia));

    private static IEnumerable<SyntaxToken> ModifiersOf(SyntaxNode root, params SyntaxKind[] kinds) =>
        Nodes<MemberDeclarationSyntax>(root).SelectMany(member => member.Modifiers).Where(token => kinds.Contains(token.Kind()));

    private static TextChange AddParameter(MethodDeclarationSyntax method, string parameter) =>
        Insert(method.ParameterList.OpenParenToken.Span.End, method.ParameterList.Parameters.Count == 0 ? parameter : parameter + ", ");

    private static TextChange? SwapNames(SyntaxNode root, Random random)
    {
        if (Pick(Bodies(root), random) is not { } body)
            return null;
        var names = body.DescendantNodes().OfType<IdentifierNameSyntax>().ToList();
        return Pick(names, random) is { } name && Pick(names.Where(other => other.Identifier.ValueText != name.Identifier.ValueText), random) is { } other
            ? Replace(name.Span, other.Identifier.Text)
            : null;
    }

    private static TextChange? DeleteArgument(IEnumerable<ArgumentListSyntax> lists, Random random)
    {
        if (Pick(lists.Where(list => list.Arguments.Count > 0), random) is not { } list)
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
}
