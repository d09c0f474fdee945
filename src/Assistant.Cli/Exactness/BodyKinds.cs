using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using static Assistant.Cli.Exactness.Places;

namespace Assistant.Cli.Exactness;

/// <summary>Changes that stay within a body: those that mostly compile, and those that mostly do not.</summary>
internal static class BodyKinds
{
    /// <summary>Changes after which most bodies compile. Which do not is decided by place: a lambda cannot hold a <c>ref</c> local, an iterator no span.</summary>
    public static IReadOnlyList<MutationKind> Harmless { get; } =
    [
        Before("insert harmless statement", _ => "_ = 42.ToString(); "),
        Around("wrap in if", "if (true) { ", " }"),
        Before("introduce local", _ => "var added = new[] { 1, 2 }.Length; added++; "),
        Body("change literal", ChangeLiteral),
        Body("repeat statement", (root, random) => At(Statements(root), random, statement => Insert(statement.Span.End, " " + statement))),
        Around("extract lambda", "{ System.Action added = () => { ", " }; added(); }"),
        Around("extract local function", "{ void Added() { ", " } Added(); }"),
        Before("add using declaration", _ => "using var added = new System.IO.MemoryStream(); "),
        Body("await something harmless", (root, random) =>
            At(Nodes<MethodDeclarationSyntax>(root).Where(method => method.Body is { Statements.Count: > 0 } && method.Modifiers.Any(SyntaxKind.AsyncKeyword)), random, method =>
            Insert(method.Body!.Statements[0].SpanStart, "await System.Threading.Tasks.Task.Yield(); "))),
        Body("add null check", (root, random) => At(Nodes<MethodDeclarationSyntax>(root).Where(method => method.Body is not null && method.ParameterList.Parameters.Count > 0), random, method =>
            Insert(method.Body!.OpenBraceToken.Span.End,
                $" if ((object){method.ParameterList.Parameters[0].Identifier.Text} == null) throw new System.ArgumentNullException(nameof({method.ParameterList.Parameters[0].Identifier.Text}));"))),
        Around("wrap in try", "try { ", " } finally { System.GC.KeepAlive(null); }"),
        Around("wrap in loop", "for (var added = 0; added < 1; added++) { ", " }"),
        Around("wrap in checked", "checked { ", " }"),
        Around("wrap in lock", "lock (typeof(object)) { ", " }"),
        Around("wrap in switch", "switch (1) { default: { ", " break; } }"),
        Before("match a pattern", _ => "if ((object)1 is int and > 0 and var added) { added.ToString(); } "),
        Before("add iteration", _ => "foreach (var added in new System.Collections.Generic.List<int> { 1 }) { System.GC.KeepAlive(added); } "),
        Before("interpolate", _ => "_ = $\"{1 + 1}{nameof(System)}\"; "),
        Before("add anonymous type", _ => "var added = new { A = 1, B = \"b\" }; System.GC.KeepAlive(added.A); "),
        Before("capture in lambda", _ => "var added = 1; System.Func<int> captured = () => added; added = captured(); "),
        Before("deconstruct", _ => "var (added, second) = (1, \"s\"); System.GC.KeepAlive(second + added); "),
        Body("parenthesize", (root, random) => At(InBodies<ExpressionSyntax>(root).Where(expression => expression is InvocationExpressionSyntax
            && expression.Parent is ArgumentSyntax or EqualsValueClauseSyntax or ReturnStatementSyntax), random, expression => Replace(expression.Span, $"({expression})"))),
        Body("keep in local", (root, random) => At(Statements(root).OfType<ReturnStatementSyntax>().Where(statement => statement.Expression is not null), random, statement =>
            Replace(statement.Span, $"{{ var added = {statement.Expression}; return added; }}"))),
        Body("negate and swap", (root, random) => At(Statements(root).OfType<IfStatementSyntax>().Where(choice => choice.Else is not null), random, choice =>
            Replace(choice.Span, $"if (!({choice.Condition})) {{ {choice.Else!.Statement} }} else {{ {choice.Statement} }}"))),
    ];

    /// <summary>Changes after which most bodies do not compile, some only when code is emitted.</summary>
    public static IReadOnlyList<MutationKind> Breaking { get; } =
    [
        .. MutationKinds.Slips,
        Before("assign wrong type", _ => "int added = \"text\"; "),
        Before("use unassigned local", _ => "int added; added.ToString(); "),
        Before("await outside async", _ => "await System.Threading.Tasks.Task.CompletedTask; "),
        Body("drop return", (root, random) => At(Statements(root).OfType<ReturnStatementSyntax>(), random, statement => Remove(statement.Span))),
        Before("declare twice", _ => "int added = 0, added = 1; "),
        Before("go nowhere", _ => "goto Nowhere; "),
        Before("rethrow nothing", _ => "throw; "),
        Before("reach nothing", _ => "throw new System.InvalidOperationException(); "),
        Before("use dynamic", _ => "dynamic added = 1; added.Call(); "),
        Before("hold a span", _ => "System.Span<int> added = stackalloc int[1]; System.Action captured = () => added.Clear(); "),
        Before("leave variable unused", _ => "int added = 0; "),
        Before("call obsolete", _ => "System.AppDomain.GetCurrentThreadId(); "),
        Before("dereference null", _ => "string added = null; added.ToString(); "),
        Body("drop await in body", (root, random) => At(InBodies<AwaitExpressionSyntax>(root), random, awaited => Remove(awaited.AwaitKeyword.Span))),
        Body("delete token", (root, random) => At(Bodies(root).SelectMany(body => body.DescendantTokens()), random, token => Remove(token.Span))),
        Body("delete statement", (root, random) => At(Statements(root), random, statement => Remove(statement.Span))),
        Body("yield in body", (root, random) => At(Statements(root), random, statement => Insert(statement.SpanStart, "yield break; "))),
    ];

    private static MutationKind Body(string name, Func<SyntaxNode, Random, TextChange?> change) => new(name, true, change);

    private static MutationKind Before(string name, Func<StatementSyntax, string> text) =>
        Body(name, (root, random) => At(Statements(root), random, statement => Insert(statement.SpanStart, text(statement))));

    // A declaration would take its variable away from what follows.
    private static MutationKind Around(string name, string open, string close) =>
        Body(name, (root, random) => At(Statements(root).Where(statement => statement is ExpressionStatementSyntax or IfStatementSyntax or ForEachStatementSyntax or ThrowStatementSyntax), random, statement =>
            Replace(statement.Span, open + statement + close)));

    private static TextChange? ChangeLiteral(SyntaxNode root, Random random) => At(InBodies<LiteralExpressionSyntax>(root), random, literal => literal.Kind() switch
    {
        SyntaxKind.NumericLiteralExpression => Replace(literal.Span, literal.Token.Text == "1" ? "2" : "1"),
        SyntaxKind.StringLiteralExpression => Replace(literal.Span, "\"changed\""),
        SyntaxKind.TrueLiteralExpression => Replace(literal.Span, "false"),
        SyntaxKind.FalseLiteralExpression => Replace(literal.Span, "true"),
        _ => null,
    });
}
