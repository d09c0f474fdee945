using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Assistant.Tests.Kit;

/// <summary>The source generators that cases name.</summary>
internal static class TestGenerators
{
    public static readonly ImmutableDictionary<string, Func<IIncrementalGenerator>> All = new Dictionary<string, Func<IIncrementalGenerator>>(StringComparer.Ordinal)
    {
        ["CallsMade"] = static () => new CallsMade(),
        ["NoGoto"] = static () => new NoGoto(),
        ["PrivateField"] = static () => new PrivateField(),
    }.ToImmutableDictionary();

    /// <summary>Reads bodies: declares in <c>static class Calls</c> a constant for each name called in the project.</summary>
    private sealed class CallsMade : IIncrementalGenerator
    {
        public void Initialize(IncrementalGeneratorInitializationContext context)
        {
            var names = context.SyntaxProvider.CreateSyntaxProvider(
                static (node, _) => node is InvocationExpressionSyntax { Expression: IdentifierNameSyntax },
                static (found, _) => found.Node is InvocationExpressionSyntax { Expression: IdentifierNameSyntax name } ? name.Identifier.ValueText : "");
            context.RegisterSourceOutput(names.Collect(), static (output, found) =>
            {
                var constants = found.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(name => $"    public const string {name} = \"{name}\";\n");
                output.AddSource("Calls.g.cs", SourceText.From($"static class Calls\n{{\n{string.Concat(constants)}}}\n", System.Text.Encoding.UTF8));
            });
        }
    }

    /// <summary>Reports an error for each <c>goto</c> and writes nothing.</summary>
    private sealed class NoGoto : IIncrementalGenerator
    {
        private static readonly DiagnosticDescriptor Rule = new("GEN001", "No goto", "goto is not for this project", "Test", DiagnosticSeverity.Error, isEnabledByDefault: true);

        public void Initialize(IncrementalGeneratorInitializationContext context)
        {
            var places = context.SyntaxProvider.CreateSyntaxProvider(static (node, _) => node.IsKind(SyntaxKind.GotoStatement), static (found, _) => found.Node.GetLocation());
            context.RegisterSourceOutput(places, static (output, place) => output.ReportDiagnostic(Diagnostic.Create(Rule, place)));
        }
    }

    /// <summary>Gives <c>partial class C</c> a private field that only written code can use.</summary>
    private sealed class PrivateField : IIncrementalGenerator
    {
        public void Initialize(IncrementalGeneratorInitializationContext context) => context.RegisterPostInitializationOutput(static output =>
            output.AddSource("C.g.cs", SourceText.From("partial class C\n{\n    private int generated;\n}\n", System.Text.Encoding.UTF8)));
    }
}

/// <summary>An analyzer with a rule that is an error: no local may be called <c>todo</c>.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class NoTodoNames : DiagnosticAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new("ANA001", "No todo", "nothing may be called todo", "Test", DiagnosticSeverity.Error, isEnabledByDefault: true);

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterSyntaxNodeAction(
            static found =>
            {
                if (found.Node is VariableDeclaratorSyntax { Identifier.ValueText: "todo" })
                    found.ReportDiagnostic(Diagnostic.Create(Rule, found.Node.GetLocation()));
            },
            SyntaxKind.VariableDeclarator);
    }
}

/// <summary>Takes back CS8618, and CS0108 which is found in declarations, in a type of which a constructor calls Init.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class Initialized : DiagnosticSuppressor
{
    private static readonly SuppressionDescriptor Suppression = new("SUP001", "CS8618", "Init sets everything");

    private static readonly SuppressionDescriptor Hiding = new("SUP002", "CS0108", "Init sees to it");

    public override ImmutableArray<SuppressionDescriptor> SupportedSuppressions => [Suppression, Hiding];

    public override void ReportSuppressions(SuppressionAnalysisContext context)
    {
        foreach (var diagnostic in context.ReportedDiagnostics)
        {
            var root = diagnostic.Location.SourceTree!.GetRoot(context.CancellationToken);
            var type = root.FindNode(diagnostic.Location.SourceSpan).FirstAncestorOrSelf<TypeDeclarationSyntax>()!;
            var calls = type.Members.OfType<ConstructorDeclarationSyntax>().SelectMany(constructor => constructor.DescendantNodes().OfType<InvocationExpressionSyntax>());
            if (calls.Any(call => call.Expression is IdentifierNameSyntax { Identifier.ValueText: "Init" }))
                context.ReportSuppression(Microsoft.CodeAnalysis.Diagnostics.Suppression.Create(diagnostic.Id == "CS0108" ? Hiding : Suppression, diagnostic));
        }
    }
}
