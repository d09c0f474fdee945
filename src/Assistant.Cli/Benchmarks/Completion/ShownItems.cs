using Assistant.Core.Completion;
using Assistant.Core.Verification;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Assistant.Cli.Benchmarks.Completion;

/// <summary>
/// Whether an item binds, asked in other ways than the judge asks: of each name what it means, and of the whole compilation
/// what is wrong; in each target framework.
/// </summary>
internal static class ShownItems
{
    // A name, or a member, that is not there or not to be had.
    private static readonly string[] NotThere = ["CS0103", "CS0117", "CS0122", "CS0234", "CS0246", "CS0426", "CS1061"];

    /// <summary>Whether each name in it means something, and nothing is wrong in a whole statement.</summary>
    public static bool Binds(CompletionPlace place, CompletionItem item, CancellationToken cancellationToken)
    {
        var inserted = With(place, item, out var files);
        return files.TrueForAll(file => file.Root.DescendantNodes(inserted).OfType<SimpleNameSyntax>().Where(name => inserted.Contains(name.Span) && !name.IsVar && name is not { Identifier.ValueText: "nameof", Parent: InvocationExpressionSyntax })
                .All(name => file.Model.GetSymbolInfo(name, cancellationToken) is { } info && (info.Symbol ?? info.CandidateSymbols.FirstOrDefault()) is not null)
            && !Faults(file.Model.GetDiagnostics(inserted, cancellationToken), item, inserted, file).Any());
    }

    /// <summary>The same, by compiling all of the project.</summary>
    public static bool Compiles(CompletionPlace place, CompletionItem item, CancellationToken cancellationToken)
    {
        var inserted = With(place, item, out var files);
        return files.TrueForAll(file => !Faults(file.Model.Compilation.GetDiagnostics(cancellationToken), item, inserted, file).Any());
    }

    // Nothing is still to come of a whole statement; of anything else what is named must be there.
    private static IEnumerable<Diagnostic> Faults(IEnumerable<Diagnostic> found, CompletionItem item, TextSpan inserted, CompiledFile file) => found.Where(one =>
        one.Severity == DiagnosticSeverity.Error && one.Location.SourceTree == file.Model.SyntaxTree && inserted.Contains(one.Location.SourceSpan) && (item.Text[^1] == ';' || NotThere.Contains(one.Id)));

    private static TextSpan With(CompletionPlace place, CompletionItem item, out List<CompiledFile> files)
    {
        var changes = new List<TextChange> { new(new TextSpan(place.Caret, 0), item.Text) };
        if (item.Using is not null && Imports.Adding(place.File.Text, item.Using) is { } import)
            changes.Insert(0, import);
        var start = place.Caret + changes.Take(changes.Count - 1).Sum(change => change.NewText!.Length);
        var text = place.File.Text.WithChanges(changes);
        var inserted = new TextSpan(start, item.Text.Length);
        // The user goes on in this line; the next one is no part of what is typed.
        files = [.. place.Files.Select(file => NextLine.LeftOut(file.With(text), inserted.End))];
        return inserted;
    }
}
