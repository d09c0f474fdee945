using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using static Assistant.Cli.Exactness.Places;

namespace Assistant.Cli.Exactness;

/// <summary>
/// Changes of declarations that a reader takes for local: of private members, of values that members are given, of bodies
/// that are expressions, of a program's statements. The verifier has proofs that such a change is felt in its file alone,
/// and each kind here is aimed at one of them: half of them mostly keep to the proof, the others step just over it (a
/// constant in a signature, a field of a struct, a lambda that only emitting refuses).
/// </summary>
internal static class LocalDeclarationKinds
{
    private const string LambdaThatOnlyEmittingRefuses =
        "async () => { System.Span<int> held = new int[1]; await System.Threading.Tasks.Task.Yield(); held[0] = 1; }";

    public static IReadOnlyList<MutationKind> All { get; } =
    [
        .. Values(),
        .. Arrows(),
        .. PrivateMembers(),
        .. Program(),
        Kind("make async", (root, random) => At(Methods(root).Where(method => !method.Modifiers.Any(SyntaxKind.AsyncKeyword)), random, method => Insert(method.ReturnType.SpanStart, "async "))),
        Kind("make not async", (root, random) => At(Methods(root).SelectMany(method => method.Modifiers).Where(token => token.IsKind(SyntaxKind.AsyncKeyword)), random, token => Remove(token.Span))),
        new("capture primary parameter", true, CapturePrimaryParameter),
        new("change local constant", true, (root, random) => At(
            InBodies<LocalDeclarationStatementSyntax>(root).Where(local => local.IsConst).SelectMany(local => local.Declaration.Variables)
                .Select(variable => variable.Initializer).OfType<EqualsValueClauseSyntax>(),
            random, initializer => Replace(initializer.Value.Span, OtherConstant(initializer.Value)))),
    ];

    // The value a field or a property is given where it is declared.
    private static IEnumerable<MutationKind> Values() =>
    [
        Kind("change initializer", (root, random) => At(Initializers(root), random, initializer => Replace(initializer.Value.Span, OtherConstant(initializer.Value)))),
        Kind("initialize with default", (root, random) => At(Initializers(root), random, initializer => Replace(initializer.Value.Span, random.Next(2) == 0 ? "default" : "default!"))),
        Kind("initialize with unimported name", (root, random) => At(Initializers(root), random, initializer => Replace(initializer.Value.Span, Unimported(random)))),
        Kind("misspell in initializer", (root, random) => At(
            Initializers(root).SelectMany(initializer => initializer.DescendantNodes().OfType<IdentifierNameSyntax>()).Select(name => name.Identifier).Where(token => token.ValueText.Length > 2),
            random, token => Replace(token.Span, Misspell(token.ValueText, random)))),
        Kind("remove initializer", (root, random) => At(Initializers(root), random, initializer =>
            Remove(initializer.Parent is PropertyDeclarationSyntax property ? TextSpan.FromBounds(initializer.SpanStart, property.SemicolonToken.Span.End) : initializer.Span))),
        Kind("initialize through lambda", (root, random) => At(Initializers(root), random, initializer => TypeOf(initializer) is not { } type ? null
            : Replace(initializer.Value.Span, $"((System.Func<{type}>)(() => {initializer.Value}))()"))),
        Kind("change private constant", (root, random) => At(
            Private(root).OfType<FieldDeclarationSyntax>().Where(field => field.Modifiers.Any(SyntaxKind.ConstKeyword))
                .Select(field => field.Declaration.Variables[0].Initializer).OfType<EqualsValueClauseSyntax>(),
            random, initializer => Replace(initializer.Value.Span, OtherConstant(initializer.Value)))),
    ];

    // Bodies that are one expression.
    private static IEnumerable<MutationKind> Arrows() =>
    [
        Kind("change arrow", (root, random) => At(ArrowsOf(root), random, arrow => Replace(arrow.Expression.Span, random.Next(3) switch
        {
            0 => "default!",
            1 => "throw new System.NotImplementedException()",
            _ => OtherConstant(arrow.Expression),
        }))),
        Kind("keep arrow's value in lambda", (root, random) => At(ArrowsOf(root), random, arrow => TypeOf(arrow) is not { } type ? null
            : Replace(arrow.Expression.Span, $"((System.Func<{type}>)(() => {arrow.Expression}))()"))),
        Kind("unimported name in arrow", (root, random) => At(ArrowsOf(root), random, arrow => Replace(arrow.Expression.Span, Unimported(random)))),
        Kind("misspell in arrow", (root, random) => At(
            ArrowsOf(root).SelectMany(arrow => arrow.DescendantNodes().OfType<IdentifierNameSyntax>()).Select(name => name.Identifier).Where(token => token.ValueText.Length > 2),
            random, token => Replace(token.Span, Misspell(token.ValueText, random)))),
        Kind("change arrow of accessor", (root, random) => At(ArrowsOf(root).Where(arrow => arrow.Parent is AccessorDeclarationSyntax), random, arrow =>
            Replace(arrow.Expression.Span, random.Next(2) == 0 ? "default!" : "throw new System.NotImplementedException()"))),
        Kind("arrow to block", (root, random) => At(Accessors(root).Where(accessor => accessor.ExpressionBody is not null && accessor.IsKind(SyntaxKind.GetAccessorDeclaration)), random, accessor =>
            Replace(TextSpan.FromBounds(accessor.ExpressionBody!.SpanStart, accessor.SemicolonToken.Span.End), $"{{ return {accessor.ExpressionBody.Expression}; }}"))),
        Kind("field keyword in getter", (root, random) => At(Accessors(root).Where(accessor => accessor.IsKind(SyntaxKind.GetAccessorDeclaration)), random, accessor => WithField(accessor, "field"))),
        Kind("field keyword in setter", (root, random) => At(Accessors(root).Where(accessor => accessor.Keyword.Text is "set" or "init"), random, accessor => WithField(accessor, "field = value"))),
    ];

    private static IEnumerable<MutationKind> PrivateMembers() =>
    [
        Kind("delete private member", (root, random) => At(Private(root), random, member => Remove(member.Span))),
        Kind("rename private declaration", (root, random) => At(Private(root).Select(NameOf), random, name => Replace(name.Span, name.ValueText + "Renamed"))),
        Kind("change type of private field", (root, random) => At(Private(root).OfType<FieldDeclarationSyntax>().Select(field => field.Declaration.Type), random, type =>
            Replace(type.Span, new[] { "object", "long", "dynamic", type + "?" }[random.Next(4)]))),
        Kind("change private signature", (root, random) => At(Private(root).OfType<MethodDeclarationSyntax>(), random, method =>
            Insert(method.ParameterList.CloseParenToken.SpanStart, method.ParameterList.Parameters.Count == 0 ? "int added = 0" : ", int added = 0"))),
        Kind("add readonly", (root, random) => At(Private(root).OfType<FieldDeclarationSyntax>().Where(field => !field.Modifiers.Any(SyntaxKind.ReadOnlyKeyword)), random, field =>
            Insert(field.Declaration.SpanStart, "readonly "))),
        Kind("remove readonly", (root, random) => At(
            Private(root).OfType<FieldDeclarationSyntax>().SelectMany(field => field.Modifiers).Where(token => token.IsKind(SyntaxKind.ReadOnlyKeyword)),
            random, token => Remove(token.Span))),
        Kind("mark private member obsolete", (root, random) => At(Private(root), random, member => Insert(member.SpanStart, random.Next(2) == 0 ? "[System.Obsolete] " : "[System.Obsolete(\"gone\", true)] "))),
        Added("add unused field", "private int added;"),
        Added("add unused reference field", "private static readonly object Added = new();"),
        Added("add unused constant", "private const string Added = \"added\";"),
        Added("add unused event", "private event System.EventHandler Added;"),
        Added("add private property", "private int Added { get; set; } = 1;"),
        Added("add private method of unimported name", "private static string Added() => new StringBuilder().ToString();"),
        Added("add overload of own", "private static void Added(int unused) { } private static void Added(object unused) => Added(1);"),
        Added("add nested type", "private struct Added { private int held; public int Held => held; }"),
        Added("add field of lambda", "private static readonly System.Func<int> Added = () => 1;"),
        Added("add field that only emitting refuses", $"private readonly System.Func<System.Threading.Tasks.Task> added = {LambdaThatOnlyEmittingRefuses};"),
        Added("add property that only emitting refuses", $"private static System.Func<System.Threading.Tasks.Task> Added => {LambdaThatOnlyEmittingRefuses};"),
    ];

    // What they declare is in scope in every file.
    private static IEnumerable<MutationKind> Program() =>
    [
        Kind("insert statement of program", (root, random) => At(Globals(root), random, statement => Insert(statement.SpanStart, "System.GC.KeepAlive(42); "))),
        Kind("declare in program", (root, random) => At(Globals(root), random, statement => Insert(statement.SpanStart, "var added = 42; System.GC.KeepAlive(added); "))),
        Kind("declare function in program", (root, random) => At(Globals(root), random, statement => Insert(statement.SpanStart, "static int Added() => 42; System.GC.KeepAlive(Added()); "))),
        Kind("delete statement of program", (root, random) => At(Globals(root), random, statement => Remove(statement.Span))),
    ];

    private static MutationKind Kind(string name, Func<SyntaxNode, Random, TextChange?> change) => new(name, false, change);

    // After a member: before it, the added one would take its documentation.
    private static MutationKind Added(string name, string text) => Kind(name, (root, random) =>
        At(Members(root).Where(member => member.Parent is ClassDeclarationSyntax or StructDeclarationSyntax or RecordDeclarationSyntax), random, member => Insert(member.Span.End, "\n" + text)));

    private static IEnumerable<MethodDeclarationSyntax> Methods(SyntaxNode root) =>
        Nodes<MethodDeclarationSyntax>(root).Where(method => method.Body is not null || method.ExpressionBody is not null);

    private static IEnumerable<GlobalStatementSyntax> Globals(SyntaxNode root) => root.ChildNodes().OfType<GlobalStatementSyntax>();

    private static IEnumerable<AccessorDeclarationSyntax> Accessors(SyntaxNode root) =>
        Nodes<AccessorDeclarationSyntax>(root).Where(accessor => accessor.Parent?.Parent is PropertyDeclarationSyntax { Parent: ClassDeclarationSyntax or StructDeclarationSyntax or RecordDeclarationSyntax });

    private static IEnumerable<ArrowExpressionClauseSyntax> ArrowsOf(SyntaxNode root) =>
        Nodes<ArrowExpressionClauseSyntax>(root).Where(arrow => arrow.Parent is MemberDeclarationSyntax or AccessorDeclarationSyntax);

    private static IEnumerable<EqualsValueClauseSyntax> Initializers(SyntaxNode root) =>
        Nodes<EqualsValueClauseSyntax>(root).Where(clause => clause.Parent is PropertyDeclarationSyntax or VariableDeclaratorSyntax { Parent.Parent: FieldDeclarationSyntax });

    private static IEnumerable<MemberDeclarationSyntax> Private(SyntaxNode root) => Members(root).Where(member =>
        member is not ConstructorDeclarationSyntax
        && member.Parent is ClassDeclarationSyntax or StructDeclarationSyntax or RecordDeclarationSyntax
        && !member.Modifiers.Any(token => token.Kind() is SyntaxKind.PublicKeyword or SyntaxKind.InternalKeyword or SyntaxKind.ProtectedKeyword));

    // The type as it is written where the value's member is declared; null where there is no value or it could not be an argument.
    private static string? TypeOf(SyntaxNode value) => value.FirstAncestorOrSelf<MemberDeclarationSyntax>() switch
    {
        FieldDeclarationSyntax field when !field.Modifiers.Any(SyntaxKind.ConstKeyword) => field.Declaration.Type.ToString(),
        PropertyDeclarationSyntax { Type: not RefTypeSyntax } property when value.Parent is not AccessorDeclarationSyntax { RawKind: not (int)SyntaxKind.GetAccessorDeclaration } => property.Type.ToString(),
        MethodDeclarationSyntax { ReturnType: not RefTypeSyntax } method when method.ReturnType.ToString() != "void" => method.ReturnType.ToString(),
        _ => null,
    };

    private static TextChange WithField(AccessorDeclarationSyntax accessor, string expression) =>
        accessor.ExpressionBody is { } arrow ? Replace(arrow.Expression.Span, expression)
        : accessor.Body is { } body ? Insert(body.OpenBraceToken.Span.End, accessor.IsKind(SyntaxKind.GetAccessorDeclaration) ? $" _ = {expression};" : $" {expression};")
        : Replace(accessor.SemicolonToken.Span, $" => {expression};");

    private static TextChange? CapturePrimaryParameter(SyntaxNode root, Random random)
    {
        var bodies = Nodes<TypeDeclarationSyntax>(root)
            .Where(type => type.ParameterList is { Parameters.Count: > 0 })
            .SelectMany(type => type.Members.SelectMany(member => Nodes<BlockSyntax>(member)).Select(body => (Body: body, Type: type)))
            .ToList();
        return bodies.Count > 0 && bodies[random.Next(bodies.Count)] is var (block, owner)
            ? Insert(block.OpenBraceToken.Span.End, $" _ = {owner.ParameterList!.Parameters[random.Next(owner.ParameterList.Parameters.Count)].Identifier.Text};")
            : null;
    }

    // Of the same kind where it is a constant that stands there, so that most of them compile.
    private static string OtherConstant(ExpressionSyntax value) => value.Kind() switch
    {
        SyntaxKind.NumericLiteralExpression => value.ToString() == "1" ? "2" : "1",
        SyntaxKind.StringLiteralExpression => "\"changed\"",
        SyntaxKind.CharacterLiteralExpression => "'~'",
        SyntaxKind.TrueLiteralExpression => "false",
        SyntaxKind.FalseLiteralExpression => "true",
        SyntaxKind.NullLiteralExpression => "default",
        _ => $"({value})",
    };

    // Whether it binds is decided by the usings of the file.
    private static string Unimported(Random random) =>
        new[] { "new StringBuilder().Length", "Encoding.UTF8.GetString([])", "Enumerable.Empty<int>().Count()", "CultureInfo.InvariantCulture.Name" }[random.Next(4)];
}
