using System.Globalization;
using Assistant.Cli.Exactness;
using Assistant.Core.Completion;
using Assistant.Core.Verification;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Assistant.Cli.Benchmarks;

/// <summary>
/// Names at a caret: code held out file by file. At places drawn with a fixed seed the rest of the statement is taken away, the
/// file is not counted, and the name that stood there is looked for among those offered.
/// </summary>
internal sealed class CompletionBenchmark(BenchmarkContext context)
{
    private const int Seed = 5;
    private const int PlacesInFile = 10;

    /// <param name="verifier">The judge of the text on disk, prepared.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task RunAsync(Verifier verifier, CancellationToken cancellationToken)
    {
        context.Progress.Report("counting the solution's code");
        var indexing = new Timings(context.Time);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var usages = await indexing.OfAsync(() => UsageIndex.CreateAsync(context.Snapshot.Solution, cancellationToken));
        var megabytes = (GC.GetTotalMemory(forceFullCollection: true) - before) >> 20;
        context.Table.Add(new("index of the solution's code", 1, Timings.Text(indexing.Median), $"{megabytes} MB", "<= 5 s, 60 MB", indexing.Median <= BenchmarkAims.Indexing && megabytes <= BenchmarkAims.IndexMegabytes));

        var places = await DrawAsync(verifier, cancellationToken);
        var completer = new Completer(usages, new CompletionTally());
        var ranking = new Timings(context.Time);
        var found = new List<(Place Place, int Ours, int Recent, int Alphabetical)>();
        foreach (var place in places)
        {
            context.Progress.Report($"names at a caret: {found.Count} of {places.Count}");
            var file = (await verifier.FileAsync(place.Document, cancellationToken)).With(place.Text);
            var ranked = await ranking.OfAsync(() => Task.FromResult(completer.Names(new CompletionQuery([file], place.Caret, IsInvoked: true), cancellationToken)));
            var names = ranked.Select(one => one.Name).ToList();
            var recent = names.OrderByDescending(name => LastUse(place, name)).ToList();
            found.Add((place, names.IndexOf(place.Name), recent.IndexOf(place.Name), names.Order(StringComparer.OrdinalIgnoreCase).ToList().IndexOf(place.Name)));
        }

        Row("the name is among those offered", found.ConvertAll(one => one.Ours >= 0), BenchmarkAims.Legal);
        foreach (var kind in found.GroupBy(one => one.Place.Kind).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            var isMember = kind.Key == "member";
            List<(Place Place, int Ours, int Recent, int Alphabetical)> all = [.. kind];
            Row($"{kind.Key}: first", all.ConvertAll(one => one.Ours == 0), isMember ? BenchmarkAims.FirstMember : null);
            Row($"{kind.Key}: among five", all.ConvertAll(one => one.Ours is >= 0 and < 5), isMember ? BenchmarkAims.MemberInFive : null);
            Row("  most recently used first", all.ConvertAll(one => one.Recent == 0));
            Row("  most recently used among five", all.ConvertAll(one => one.Recent is >= 0 and < 5));
            Row("  alphabetical among five", all.ConvertAll(one => one.Alphabetical is >= 0 and < 5));
        }

        var reciprocal = found.Average(one => one.Ours < 0 ? 0 : 1.0 / (one.Ours + 1));
        context.Table.Add(new("mean reciprocal rank", found.Count, reciprocal.ToString("0.00", CultureInfo.InvariantCulture)));
        context.Table.Add(new("names of a caret, ranked", ranking.Count, Timings.Text(ranking.Median), Timings.Text(ranking.P95), $"<= {Timings.Text(BenchmarkAims.Ranking)}", ranking.Median <= BenchmarkAims.Ranking));
    }

    private async Task<List<Place>> DrawAsync(Verifier verifier, CancellationToken cancellationToken)
    {
        var random = new Random(Seed);
        var files = new DrawnFiles(context.Snapshot);
        var places = new List<Place>();
        for (var draws = 0; places.Count < context.Counts.Names && draws < context.Counts.Names; draws++)
        {
            var (_, document) = files.Draw(random);
            var model = (await verifier.FileAsync(document.Id, cancellationToken)).Model;
            var root = await model.SyntaxTree.GetRootAsync(cancellationToken);
            var names = root.DescendantNodes().OfType<SimpleNameSyntax>().Where(name => name.FirstAncestorOrSelf<UsingDirectiveSyntax>() is null && !name.IsVar).ToArray();
            random.Shuffle(names);
            places.AddRange(names.Select(name => PlaceOf(document, model, root.GetText(), name, cancellationToken)).OfType<Place>().Take(PlacesInFile));
        }

        return places;
    }

    private static Place? PlaceOf(Document document, SemanticModel model, SourceText text, SimpleNameSyntax name, CancellationToken cancellationToken)
    {
        if (model.GetSymbolInfo(name, cancellationToken).Symbol is not { CanBeReferencedByName: true } symbol)
            return null;
        var kind = name.Parent is MemberAccessExpressionSyntax access && access.Name == name || name.Parent is MemberBindingExpressionSyntax ? "member"
            : symbol is ILocalSymbol or IParameterSymbol or IRangeVariableSymbol ? "local"
            : symbol is ITypeSymbol ? "type"
            : "other";
        // What comes after the name in its statement is not written yet.
        var statement = name.FirstAncestorOrSelf<StatementSyntax>(node => node is not BlockSyntax);
        var end = Math.Max(name.Span.End, statement is not null and not LocalFunctionStatementSyntax ? EndOf(statement) : text.Lines.GetLineFromPosition(name.Span.End).End);
        return new Place(document.Id, text.WithChanges(new TextChange(TextSpan.FromBounds(name.SpanStart, end), "")), name.SpanStart, name.Identifier.Text, kind);
    }

    // A block that follows is not part of what is being written.
    private static int EndOf(StatementSyntax statement) =>
        statement.DescendantNodes().OfType<BlockSyntax>().FirstOrDefault()?.OpenBraceToken.SpanStart ?? statement.Span.End;

    private static int LastUse(Place place, string name) => place.Text.ToString(new TextSpan(0, place.Caret)).LastIndexOf(name, StringComparison.Ordinal);

    private void Row(string what, List<bool> are, double? aim = null)
    {
        var part = are.Count == 0 ? 0 : (double)are.Count(one => one) / are.Count;
        context.Table.Add(new(what, are.Count, BenchmarkTable.Percent(part), "", aim is { } least ? $">= {BenchmarkTable.Percent(least)}" : "", aim is null ? null : part >= aim));
    }

    /// <param name="Document">The file.</param>
    /// <param name="Text">Without the name and what followed it.</param>
    /// <param name="Caret">Where it stood.</param>
    /// <param name="Name">The name.</param>
    /// <param name="Kind">What sort of name.</param>
    private sealed record Place(DocumentId Document, SourceText Text, int Caret, string Name, string Kind);
}
