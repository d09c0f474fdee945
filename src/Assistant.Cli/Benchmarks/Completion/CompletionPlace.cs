using System.Collections.Immutable;
using Assistant.Cli.Exactness;
using Assistant.Core.Verification;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Assistant.Cli.Benchmarks.Completion;

/// <summary>A caret in code from which the rest of a statement was taken away.</summary>
/// <param name="Document">The file.</param>
/// <param name="Before">What is compiled, as it was, for each target framework.</param>
/// <param name="Files">The same, with what is left.</param>
/// <param name="Caret">Where the name stood, in UTF-16 units.</param>
/// <param name="Name">The name.</param>
/// <param name="Rest">All that was taken away, beginning with it.</param>
/// <param name="Kind">What sort of name.</param>
internal sealed record CompletionPlace(Document Document, ImmutableArray<CompiledFile> Before, ImmutableArray<CompiledFile> Files, int Caret, string Name, string Rest, string Kind)
{
    private const int InFile = 10;

    /// <summary>The one that names are looked up in.</summary>
    public CompiledFile File => Files[0];

    /// <summary>Places drawn from a solution, some in each file.</summary>
    public static async Task<List<CompletionPlace>> DrawAsync(Verifier verifier, int count, Random random, CancellationToken cancellationToken)
    {
        var drawn = new DrawnFiles(verifier.Snapshot);
        var places = new List<CompletionPlace>();
        for (var draws = 0; places.Count < count && draws < count; draws++)
        {
            var (_, document) = drawn.Draw(random);
            var files = await verifier.FilesAsync(document.FilePath!, cancellationToken);
            var file = files[0];
            var names = file.Root.DescendantNodes().OfType<SimpleNameSyntax>().Where(name => name.FirstAncestorOrSelf<UsingDirectiveSyntax>() is null && !name.IsVar).ToArray();
            random.Shuffle(names);
            places.AddRange(names.Select(name => Of(document, files, name, cancellationToken)).OfType<CompletionPlace>().Take(InFile));
        }

        return places;
    }

    private static CompletionPlace? Of(Document document, ImmutableArray<CompiledFile> files, SimpleNameSyntax name, CancellationToken cancellationToken)
    {
        var file = files[0];
        if (file.Model.GetSymbolInfo(name, cancellationToken).Symbol is not { CanBeReferencedByName: true } symbol)
            return null;
        var kind = name.Parent is MemberAccessExpressionSyntax access && access.Name == name || name.Parent is MemberBindingExpressionSyntax ? "member"
            : symbol is ILocalSymbol or IParameterSymbol or IRangeVariableSymbol ? "local"
            : symbol is ITypeSymbol ? "type"
            : "other";
        // What comes after the name in its statement is not written yet.
        var statement = name.FirstAncestorOrSelf<StatementSyntax>(node => node is not BlockSyntax);
        var end = Math.Max(name.Span.End, statement is not null and not LocalFunctionStatementSyntax ? EndOf(statement) : file.Text.Lines.GetLineFromPosition(name.Span.End).End);
        var rest = TextSpan.FromBounds(name.SpanStart, end);
        var left = file.Text.WithChanges(new TextChange(rest, ""));
        return new CompletionPlace(document, files, [.. files.Select(one => one.With(left))], name.SpanStart, name.Identifier.Text, file.Text.ToString(rest), kind);
    }

    // A block that follows is not part of what is being written.
    private static int EndOf(StatementSyntax statement) =>
        statement.DescendantNodes().OfType<BlockSyntax>().FirstOrDefault()?.OpenBraceToken.SpanStart ?? statement.Span.End;
}
