using Assistant.Cli.Exactness;
using Assistant.Cli.Output;
using Assistant.Core.Verification;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using static Assistant.Cli.Exactness.Places;

namespace Assistant.Cli.Benchmarks;

/// <summary>Accepted changes of declarations, kind by kind: how long the verdict takes and which step gives it.</summary>
internal sealed class DeclarationBenchmark(BenchmarkContext context)
{
    private static readonly IReadOnlyList<(MutationKind Kind, bool IsLocal)> Kinds =
    [
        (Of("add private method", (root, random) => At(Methods(root), random, method => Insert(method.SpanStart, "private static int AddedHere() => 42;\n"))), true),
        (Of("change private field's initializer", (root, random) => At(Initializers(root), random, value => Replace(value.Span, $"({value})"))), true),
        (Of("add using", (root, random) => At(root.ChildNodes().OfType<UsingDirectiveSyntax>(), random, directive => Insert(directive.SpanStart, "using System.Numerics;\n"))), true),
        (Of("rename private member", RenamePrivate), true),
        (Of("add public method", (root, random) => At(Methods(root), random, method => Insert(method.SpanStart, "public static int AddedHere() => 42;\n"))), false),
        (Of("change public signature", (root, random) => At(Methods(root).Where(method => method.Modifiers.Any(SyntaxKind.PublicKeyword) && !method.Modifiers.Any(SyntaxKind.OverrideKeyword)), random, method =>
            Insert(method.ParameterList.CloseParenToken.SpanStart, method.ParameterList.Parameters.Count == 0 ? "int added = 0" : ", int added = 0"))), false),
    ];

    /// <param name="verifier">The judge of the text on disk, prepared.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task RunAsync(Verifier verifier, CancellationToken cancellationToken)
    {
        var aim = context.Target.Aims.Declaration;
        foreach (var (kind, isLocal) in Kinds)
        {
            context.Progress.Report(kind.Name);
            var drawn = new AcceptedEdits(new DrawnFiles(context.Snapshot), verifier, new Random(3), context.Time);
            var (timings, edits) = await drawn.OfAsync([kind], context.Counts.Declarations, cancellationToken);
            var stages = string.Join('/', edits.Select(edit => AnswerJson.NameOf(edit.Stage)).Distinct().Order(StringComparer.Ordinal));
            context.Table.Add(new(
                $"{kind.Name} ({(stages.Length == 0 ? "none accepted" : stages)})", timings.Count, Timings.Text(timings.Median), Timings.Text(timings.P95),
                isLocal ? $"<= {Timings.Text(aim)}" : "", isLocal ? timings.Count > 0 && timings.Median <= aim : null));
        }
    }

    private static MutationKind Of(string name, Func<SyntaxNode, Random, TextChange?> change) => new(name, false, change);

    private static IEnumerable<MethodDeclarationSyntax> Methods(SyntaxNode root) => Nodes<MethodDeclarationSyntax>(root).Where(method => method.Parent is ClassDeclarationSyntax);

    private static IEnumerable<ExpressionSyntax> Initializers(SyntaxNode root) => Nodes<FieldDeclarationSyntax>(root)
        .Where(field => field.Modifiers.Any(SyntaxKind.PrivateKeyword) && !field.Modifiers.Any(SyntaxKind.ConstKeyword))
        .Select(field => field.Declaration.Variables[0].Initializer?.Value)
        .OfType<ExpressionSyntax>();

    // With all its uses: from the first to the last of them is one stretch of text.
    private static TextChange? RenamePrivate(SyntaxNode root, Random random)
    {
        var names = Methods(root).Where(method => method.Modifiers.Any(SyntaxKind.PrivateKeyword)).Select(method => method.Identifier);
        return At(names, random, name =>
        {
            var uses = root.DescendantTokens(descendIntoTrivia: true).Where(token => token.IsKind(SyntaxKind.IdentifierToken) && token.ValueText == name.ValueText).ToList();
            var span = TextSpan.FromBounds(uses[0].SpanStart, uses[^1].Span.End);
            var text = root.GetText().WithChanges(uses.Select(use => new TextChange(use.Span, name.ValueText + "Renamed"))).ToString();
            return Replace(span, text.Substring(span.Start, span.Length + (uses.Count * "Renamed".Length)));
        });
    }
}
