using System.Collections.Immutable;
using Assistant.Core.Proposing.Rules;
using Assistant.Tests.Kit;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using Xunit;

namespace Assistant.Tests.Proposing;

/// <summary>
/// A rule that fails is passed over in the product, so here it must show: whatever the text is, none may fail. The text is that of
/// this repository with a token taken away, doubled or moved, at random but the same in every run.
/// </summary>
public sealed class RuleRobustnessTests
{
    private const int Rounds = 60;
    private const int MostRounds = 4 * Rounds;
    private const int MostDiagnostics = 25;

    [Fact]
    public void No_rule_fails_on_any_text_and_its_edits_fit_the_text()
    {
        ImmutableArray<SyntaxTree> trees =
        [
            CSharpSyntaxTree.ParseText("global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; global using System.Threading; global using System.Threading.Tasks;"),
            .. Repository.Files("src/Assistant.Core", "*.cs").Select(path => CSharpSyntaxTree.ParseText(SourceText.From(File.ReadAllText(path)), path: path)),
        ];
        var roslyn = new[] { typeof(SyntaxNode), typeof(CSharpSyntaxTree), typeof(AdhocWorkspace), typeof(Microsoft.CodeAnalysis.CodeFixes.ExportCodeFixProviderAttribute).BaseType! }.Select(type => MetadataReference.CreateFromFile(type.Assembly.Location));
        var compilation = CSharpCompilation.Create("Core", trees, [.. ReferencePack.All.Select(pair => pair.Reference), .. roslyn],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        Assert.DoesNotContain(compilation.GetDiagnostics(), diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
#pragma warning disable CA5394 // The same text in every run is what is wanted.
        var random = new Random(11);
        var asked = 0;
        // Other sources give other faults: it goes on until enough was proposed, within a bound.
        for (var round = 0; round < Rounds || (asked <= Rounds && round < MostRounds); round++)
        {
            var tree = trees[1 + random.Next(trees.Length - 1)];
            var tokens = tree.GetRoot().DescendantTokens().Where(token => token.Span.Length > 0).ToList();
            var token = tokens[random.Next(tokens.Count)];
            var other = tokens[random.Next(tokens.Count)];
#pragma warning restore CA5394
            var text = tree.GetText().WithChanges(new TextChange(token.Span, (round % 3) switch { 0 => "", 1 => token.Text + " " + token.Text, _ => other.Text }));
            asked += Ask(compilation.ReplaceSyntaxTree(tree, tree.WithChangedText(text)), tree.WithChangedText(text).FilePath);
        }

        Assert.True(asked > Rounds, $"{asked} repairs were proposed");
    }

    private static int Ask(CSharpCompilation compilation, string path)
    {
        var tree = compilation.SyntaxTrees.Single(one => one.FilePath == path);
        var model = compilation.GetSemanticModel(tree);
        var asked = 0;
        foreach (var diagnostic in model.GetDiagnostics().Where(one => !RepairRules.For(one.Id).IsEmpty).Take(MostDiagnostics))
        {
            var fault = new Fault(model, tree.GetText(), diagnostic, CancellationToken.None);
            foreach (var repair in RepairRules.For(diagnostic.Id).SelectMany(rule => rule.Propose(fault)))
            {
                asked++;
                foreach (var edits in repair.Edits.GroupBy(edit => edit.Tree))
                    edits.Key.GetText(fault.CancellationToken).WithChanges(edits.OrderBy(edit => edit.Span).Select(edit => new TextChange(edit.Span, edit.NewText)));
            }
        }

        return asked;
    }
}
