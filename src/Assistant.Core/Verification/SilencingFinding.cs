using Assistant.Core.Snapshots;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Assistant.Core.Verification;

/// <summary>When a finding tells of silencing.</summary>
internal enum Counting
{
    /// <summary>When it is new.</summary>
    Gained,

    /// <summary>When it is new on a member that was there before.</summary>
    Emptied,

    /// <summary>When it is gone and was not renamed.</summary>
    Lost,

    /// <summary>When it is gone and nothing of its kind has come instead.</summary>
    Replaceable,
}

/// <summary>One thing in a text that silences when it comes or goes.</summary>
/// <param name="Counts">When it does.</param>
/// <param name="Rule">What it is.</param>
/// <param name="Name">What tells it from others of the same rule.</param>
/// <param name="Shape">For a member: its text without its name.</param>
/// <param name="Path">Relative to the snapshot's root.</param>
/// <param name="Span">Where it stands in its text.</param>
/// <param name="Line">1-based.</param>
/// <param name="IsChanged">Whether a changed stretch reaches it.</param>
internal sealed record SilencingFinding(Counting Counts, string Rule, string Name, string Shape, string Path, TextSpan Span, int Line, bool IsChanged)
{
    private static readonly string[] TestAttributes = ["Fact", "Theory", "Test", "TestCase", "TestCaseSource", "TestMethod", "DataTestMethod"];

    // Attributes of a test or of a class of tests, and arguments of a test's attribute.
    private static readonly string[] Disabling = ["Ignore", "Explicit"];
    private static readonly string[] DisablingArguments = ["Skip", "Ignore", "IgnoreReason", "Explicit"];

    private static readonly string[] NullabilityAttributes =
    [
        "AllowNull", "DisallowNull", "MaybeNull", "NotNull", "MaybeNullWhen", "NotNullWhen", "NotNullIfNotNull",
        "DoesNotReturn", "DoesNotReturnIf", "MemberNotNull", "MemberNotNullWhen",
    ];

    /// <summary>All there are in a file.</summary>
    public static IEnumerable<SilencingFinding> In(SyntaxNode root, string path, IReadOnlyCollection<TextSpan> changed)
    {
        // It switches the warnings of its own file off, so that one file's mark is not another's.
        if (GeneratedFiles.MarkIn(root) is { } mark)
            yield return new SilencingFinding(Counting.Gained, "generated mark", path, "", path, mark.Span, LineOf(mark.GetLocation()), changed.Any(mark.Span.IntersectsWith));
        foreach (var node in root.DescendantNodes(descendIntoTrivia: true))
        {
            foreach (var (counts, rule, name) in RulesOf(node))
            {
                var shape = counts == Counting.Lost ? ShapeOf(node) : "";
                yield return new SilencingFinding(counts, rule, name, shape, path, node.Span, LineOf(node.GetLocation()), changed.Any(node.Span.IntersectsWith));
            }
        }
    }

    /// <summary>Whether a member that came is one that went, under another name or with other parameters.</summary>
    public static bool IsRenamed(SilencingFinding lost, SilencingFinding gained) =>
        lost.Rule == gained.Rule && (lost.Shape == gained.Shape || (lost.Rule == "member" && lost.Name.Contains('/', StringComparison.Ordinal) && lost.Name.Split('/')[0] == gained.Name.Split('/')[0]));

    public Silencing ToSilencing(string prefix) => new(prefix + Rule, Path, Line);

    private static int LineOf(Location location) => location.GetLineSpan().StartLinePosition.Line + 1;

    private static IEnumerable<(Counting Counts, string Rule, string Name)> RulesOf(SyntaxNode node)
    {
        if (AddedRule(node) is { } added)
            yield return (Counting.Gained, added.Rule, added.Name);
        if (RestoringRule(node) is { } restoring)
            yield return (Counting.Lost, restoring.Rule, restoring.Name);
        if (node is MethodDeclarationSyntax method && IsTest(method))
        {
            yield return (Counting.Lost, "test", method.Identifier.ValueText);
            if (IsEmptied(method))
                yield return (Counting.Gained, "emptied test", method.Identifier.ValueText);
        }
        else if (MemberName(node) is { } member)
        {
            yield return (Counting.Lost, "member", member);
            if (HasEmptyBody(node))
                yield return (Counting.Emptied, "emptied body", member);
        }

        if (node is InvocationExpressionSyntax call && !IsNameOf(call))
            yield return (Counting.Replaceable, "call", NameOf(call.Expression));
        // To wait is an act of its own, and does what Task.FromResult and Result do.
        if (node is AwaitExpressionSyntax)
            yield return (Counting.Replaceable, "call", "await");
        if (IsStatement(node))
            yield return (Counting.Replaceable, "statement", node.ToString());
        if (IsCondition(node))
            yield return (Counting.Replaceable, "condition", node.Kind().ToString());
    }

    private static (string Rule, string Name)? AddedRule(SyntaxNode node) => node switch
    {
        PragmaWarningDirectiveTriviaSyntax pragma when pragma.DisableOrRestoreKeyword.IsKind(SyntaxKind.DisableKeyword) => ("pragma", pragma.ToString()),
        NullableDirectiveTriviaSyntax nullable when !nullable.SettingToken.IsKind(SyntaxKind.EnableKeyword) => ("nullable directive", nullable.ToString()),
        ConditionalDirectiveTriviaSyntax or ElseDirectiveTriviaSyntax => ("conditional directive", node.ToString()),
        DefineDirectiveTriviaSyntax or UndefDirectiveTriviaSyntax => ("symbol directive", node.ToString()),
        LineOrSpanDirectiveTriviaSyntax => ("line directive", node.ToString()),
        PostfixUnaryExpressionSyntax suppression when suppression.IsKind(SyntaxKind.SuppressNullableWarningExpression) => ("null-forgiving operator", ""),
        IdentifierNameSyntax { Identifier.Text: "dynamic" } name when SyntaxFacts.IsInTypeOnlyContext(name) => ("dynamic", ""),
        AttributeSyntax attribute when NameOf(attribute) is "SuppressMessage" or "UnconditionalSuppressMessage" => ("SuppressMessage", attribute.ToString()),
        AttributeSyntax attribute when NullabilityAttributes.Contains(NameOf(attribute)) => ("nullability attribute", attribute.ToString()),
        AttributeSyntax attribute when Disabling.Contains(NameOf(attribute)) && StandsOnTests(attribute) => ("skipped test", ""),
        AttributeArgumentSyntax { NameEquals.Name.Identifier.ValueText: var argument, Parent.Parent: AttributeSyntax test }
            when DisablingArguments.Contains(argument) && TestAttributes.Contains(NameOf(test)) => ("skipped test", ""),
        AttributeSyntax attribute when NameOf(attribute) == "Conditional" => ("conditional attribute", attribute.ToString()),
        AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.Text: "_" }, Right: InvocationExpressionSyntax call } => ("discarded result", call.ToString()),
        CatchClauseSyntax clause when DoesNothing(clause.Block) => ("empty catch", ""),
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Assert" or "Assume" } access }
            when NameOf(access.Expression) is "Debug" or "Trace" or "Contract" => ("assertion", WithoutTexts(access.Parent!)),
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "As" } access } when NameOf(access.Expression) == "Unsafe" => ("unsafe cast", ""),
        StatementSyntax statement when DeadCode.IsBehind(statement) => ("unreachable code", ""),
        ExpressionSyntax condition when DeadCode.IsDecided(condition) => ("constant condition", condition.ToString()),
        _ => null,
    };

    // What an assertion says when it fails is not what it asserts.
    private static string WithoutTexts(SyntaxNode node) =>
        string.Join(' ', node.DescendantTokens().Where(token => token.Kind() is not (SyntaxKind.StringLiteralToken or SyntaxKind.InterpolatedStringTextToken)).Select(token => token.Text));

    // What is no warning any more when it goes.
    private static (string Rule, string Name)? RestoringRule(SyntaxNode node) => node switch
    {
        PragmaWarningDirectiveTriviaSyntax pragma when pragma.DisableOrRestoreKeyword.IsKind(SyntaxKind.RestoreKeyword) => ("pragma", pragma.ToString()),
        NullableDirectiveTriviaSyntax nullable when nullable.SettingToken.IsKind(SyntaxKind.EnableKeyword) => ("nullable directive", nullable.ToString()),
        _ => null,
    };

    private static string? MemberName(SyntaxNode node) => node switch
    {
        BaseMethodDeclarationSyntax method => Signature(method),
        BasePropertyDeclarationSyntax property => PropertyName(property),
        BaseTypeDeclarationSyntax type => type.Identifier.ValueText,
        VariableDeclaratorSyntax { Parent.Parent: BaseFieldDeclarationSyntax } field => field.Identifier.ValueText,
        EnumMemberDeclarationSyntax member => member.Identifier.ValueText,
        _ => null,
    };

    // What is done, whether it stands in a block or behind an arrow.
    private static bool IsStatement(SyntaxNode node) => node
        is ExpressionStatementSyntax or ReturnStatementSyntax { Expression: not null } or ThrowStatementSyntax or YieldStatementSyntax or LockStatementSyntax or UsingStatementSyntax or TryStatementSyntax
        or LocalDeclarationStatementSyntax { UsingKeyword.RawKind: not 0 } or ArrowExpressionClauseSyntax or LambdaExpressionSyntax { ExpressionBody: not null } or ThrowExpressionSyntax;

    // What decides, whichever of the language's ways it takes.
    private static bool IsCondition(SyntaxNode node) => node
        is IfStatementSyntax or ConditionalExpressionSyntax or ConditionalAccessExpressionSyntax or WhileStatementSyntax or DoStatementSyntax or ForStatementSyntax or CommonForEachStatementSyntax
        or SwitchSectionSyntax or SwitchExpressionArmSyntax
        || node.Kind() is SyntaxKind.CoalesceExpression or SyntaxKind.CoalesceAssignmentExpression or SyntaxKind.LogicalAndExpression or SyntaxKind.LogicalOrExpression;

    // A body that computes nothing: empty, a constant, or a promise to write it later.
    private static bool HasEmptyBody(SyntaxNode member) => BodyMember.BodyOf(member) switch
    {
        ArrowExpressionClauseSyntax arrow => IsNothing(arrow.Expression),
        BlockSyntax { Statements: [ReturnStatementSyntax { Expression: { } value }] } => IsNothing(value),
        BlockSyntax { Statements: [ThrowStatementSyntax { Expression: var thrown }] } => IsUnwritten(thrown),
        BlockSyntax block => DoesNothing(block),
        _ => false,
    };

    private static bool IsNothing(ExpressionSyntax value) => value switch
    {
        ThrowExpressionSyntax thrown => IsUnwritten(thrown.Expression),
        PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression } suppressed => IsNothing(suppressed.Operand),
        ParenthesizedExpressionSyntax parenthesized => IsNothing(parenthesized.Expression),
        CollectionExpressionSyntax collection => collection.Elements.Count == 0,
        _ => value is LiteralExpressionSyntax or DefaultExpressionSyntax,
    };

    private static bool IsUnwritten(ExpressionSyntax? thrown) =>
        thrown is ObjectCreationExpressionSyntax { Type: var type } && NameOf(type) is "NotImplementedException" or "NotSupportedException";

    // A member's text without its name, which its own constructors and calls of itself have too; of anything else its whole text.
    private static string ShapeOf(SyntaxNode node)
    {
        var name = node switch
        {
            MethodDeclarationSyntax method => method.Identifier.Text,
            ConstructorDeclarationSyntax constructor => constructor.Identifier.Text,
            PropertyDeclarationSyntax property => property.Identifier.Text,
            BaseTypeDeclarationSyntax type => type.Identifier.Text,
            VariableDeclaratorSyntax variable => variable.Identifier.Text,
            EnumMemberDeclarationSyntax member => member.Identifier.Text,
            _ => "",
        };
        return name.Length == 0 ? node.ToString() : string.Join(' ', node.DescendantTokens().Where(token => token.Text != name).Select(token => token.Text));
    }

    private static bool DoesNothing(StatementSyntax statement) => statement is EmptyStatementSyntax || (statement is BlockSyntax block && block.Statements.All(DoesNothing));

    // A test that calls nothing checks nothing, whatever else is left of it.
    private static bool IsEmptied(MethodDeclarationSyntax method) =>
        ((SyntaxNode?)method.Body ?? method.ExpressionBody)?.DescendantNodes()
            .Any(node => node is ThrowStatementSyntax or ThrowExpressionSyntax || (node is InvocationExpressionSyntax call && !IsNameOf(call))) == false;

    private static bool StandsOnTests(AttributeSyntax attribute) => attribute.Parent?.Parent switch
    {
        MethodDeclarationSyntax method => IsTest(method),
        TypeDeclarationSyntax type => type.Members.OfType<MethodDeclarationSyntax>().Any(IsTest),
        _ => false,
    };

    // By name and number of parameters: a repair may change their types.
    private static string Signature(BaseMethodDeclarationSyntax method) => method switch
    {
        MethodDeclarationSyntax named => $"{named.Identifier.ValueText}/{method.ParameterList.Parameters.Count}",
        ConstructorDeclarationSyntax constructor => $"{constructor.Identifier.ValueText}/{method.ParameterList.Parameters.Count}",
        OperatorDeclarationSyntax operation => $"operator {operation.OperatorToken.ValueText}",
        _ => method.Kind().ToString(),
    };

    private static string PropertyName(BasePropertyDeclarationSyntax property) => property switch
    {
        PropertyDeclarationSyntax named => named.Identifier.ValueText,
        EventDeclarationSyntax raised => raised.Identifier.ValueText,
        _ => "this[]",
    };

    private static bool IsTest(MethodDeclarationSyntax method) =>
        method.AttributeLists.SelectMany(list => list.Attributes).Any(attribute => TestAttributes.Contains(NameOf(attribute)));

    private static string NameOf(AttributeSyntax attribute)
    {
        var name = attribute.Name is QualifiedNameSyntax qualified ? qualified.Right.Identifier.ValueText : attribute.Name.ToString();
        return name.EndsWith("Attribute", StringComparison.Ordinal) ? name[..^"Attribute".Length] : name;
    }

    private static string NameOf(ExpressionSyntax expression) => expression switch
    {
        SimpleNameSyntax name => name.Identifier.ValueText,
        QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
        MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
        MemberBindingExpressionSyntax binding => binding.Name.Identifier.ValueText,
        _ => "",
    };

    private static bool IsNameOf(InvocationExpressionSyntax call) => call.Expression is IdentifierNameSyntax { Identifier.ValueText: "nameof" };
}
