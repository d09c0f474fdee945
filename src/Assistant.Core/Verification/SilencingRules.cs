using System.Collections.Immutable;
using Assistant.Core.Edits;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Assistant.Core.Verification;

/// <summary>
/// Finds edits that make a diagnostic go away without repairing anything: what hides (<c>#pragma</c>, <c>!</c>,
/// <c>dynamic</c>, <c>SuppressMessage</c>, an empty <c>catch</c>) and what deletes (a member, a test, the body of a test).
/// Counted over all files of a proposal, so that code which only moves is not taken for lost or added.
/// </summary>
internal static class SilencingRules
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

    public static async Task<ImmutableArray<Silencing>> FindAsync(ChangeSet changes, CancellationToken cancellationToken)
    {
        var before = new List<Finding>();
        var after = new List<Finding>();
        foreach (var file in changes.Files)
        {
            var path = changes.Before.RelativePath(file.FullPath);
            foreach (var (snapshot, findings) in new[] { (changes.Before, before), (changes.After, after) })
            {
                // What one configuration leaves out another one compiles: a finding of several counts once.
                var found = new HashSet<Finding>();
                foreach (var document in file.Documents.Select(snapshot.Solution.GetDocument).OfType<Document>())
                    found.UnionWith(Findings((await document.GetSyntaxRootAsync(cancellationToken))!, path));
                findings.AddRange(found.OrderBy(finding => finding.Start));
            }
        }

        return
        [
            .. Surplus(after, before).Where(finding => !finding.IsLossOnly).Select(finding => new Silencing(finding.Rule, finding.Path, finding.Line)),
            .. Surplus(before, after).Where(finding => finding.IsLossOnly).Select(finding => new Silencing("deleted " + finding.Rule, finding.Path, finding.Line)),
        ];
    }

    // Findings of one side that the other side does not match, by rule and name.
    private static IEnumerable<Finding> Surplus(List<Finding> side, List<Finding> other)
    {
        var left = other.GroupBy(finding => (finding.Rule, finding.Name)).ToDictionary(group => group.Key, group => group.Count());
        foreach (var finding in side)
        {
            var key = (finding.Rule, finding.Name);
            if (left.GetValueOrDefault(key) is var count and > 0)
                left[key] = count - 1;
            else
                yield return finding;
        }
    }

    private static IEnumerable<Finding> Findings(SyntaxNode root, string path)
    {
        foreach (var node in root.DescendantNodes(descendIntoTrivia: true))
        {
            if (RuleOf(node) is { } rule)
                yield return new Finding(rule.Rule, rule.Name, rule.IsLossOnly, path, node.SpanStart, node.GetLocation().GetLineSpan().StartLinePosition.Line + 1);
            if (node is MethodDeclarationSyntax method && IsTest(method) && IsEmptied(method))
                yield return new Finding("emptied test", method.Identifier.ValueText, false, path, method.SpanStart, method.GetLocation().GetLineSpan().StartLinePosition.Line + 1);
        }
    }

    private static (string Rule, string Name, bool IsLossOnly)? RuleOf(SyntaxNode node) => node switch
    {
        PragmaWarningDirectiveTriviaSyntax pragma => ("pragma", pragma.ToString(), pragma.DisableOrRestoreKeyword.IsKind(SyntaxKind.RestoreKeyword)),
        NullableDirectiveTriviaSyntax nullable => ("nullable directive", nullable.ToString(), nullable.SettingToken.IsKind(SyntaxKind.EnableKeyword)),
        IfDirectiveTriviaSyntax condition => ("conditional directive", condition.ToString(), false),
        PostfixUnaryExpressionSyntax suppression when suppression.IsKind(SyntaxKind.SuppressNullableWarningExpression) => ("null-forgiving operator", "", false),
        IdentifierNameSyntax { Identifier.Text: "dynamic" } name when SyntaxFacts.IsInTypeOnlyContext(name) => ("dynamic", "", false),
        AttributeSyntax attribute when NameOf(attribute) is "SuppressMessage" or "UnconditionalSuppressMessage" => ("SuppressMessage", attribute.ToString(), false),
        AttributeSyntax attribute when NullabilityAttributes.Contains(NameOf(attribute)) => ("nullability attribute", attribute.ToString(), false),
        AttributeSyntax attribute when Disabling.Contains(NameOf(attribute)) && StandsOnTests(attribute) => ("skipped test", "", false),
        AttributeArgumentSyntax { NameEquals.Name.Identifier.ValueText: var argument, Parent.Parent: AttributeSyntax test } when DisablingArguments.Contains(argument) && TestAttributes.Contains(NameOf(test)) => ("skipped test", "", false),
        CatchClauseSyntax clause when DoesNothing(clause.Block) => ("empty catch", "", false),
        MethodDeclarationSyntax method when IsTest(method) => ("test", method.Identifier.ValueText, true),
        BaseMethodDeclarationSyntax method => ("member", Signature(method), true),
        BasePropertyDeclarationSyntax property => ("member", PropertyName(property), true),
        BaseTypeDeclarationSyntax type => ("member", type.Identifier.ValueText, true),
        VariableDeclaratorSyntax { Parent.Parent: BaseFieldDeclarationSyntax } field => ("member", field.Identifier.ValueText, true),
        EnumMemberDeclarationSyntax member => ("member", member.Identifier.ValueText, true),
        _ => null,
    };

    private static bool DoesNothing(StatementSyntax statement) => statement is EmptyStatementSyntax || (statement is BlockSyntax block && block.Statements.All(DoesNothing));

    // A test that calls nothing checks nothing, whatever else is left of it.
    private static bool IsEmptied(MethodDeclarationSyntax method) =>
        ((SyntaxNode?)method.Body ?? method.ExpressionBody)?.DescendantNodes().Any(node => node is ThrowStatementSyntax or ThrowExpressionSyntax
            or InvocationExpressionSyntax { Expression: not IdentifierNameSyntax { Identifier.ValueText: "nameof" } }) == false;

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

    private sealed record Finding(string Rule, string Name, bool IsLossOnly, string Path, int Start, int Line);
}
