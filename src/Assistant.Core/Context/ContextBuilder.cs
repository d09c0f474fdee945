using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Assistant.Core.Context;

/// <summary>
/// Gathers what a model is told to write a place anew, within a budget. The law: the sum never passes the budget; parts that come
/// first change least, and the outline is the same, byte for byte, for every member of a type and every task for which there is room
/// for it; nothing is read but the task.
/// </summary>
public static class ContextBuilder
{
    // Of the budget: the most the place may take, and the outline at its longest and when there is little room.
    private const double PlaceShare = 0.75;
    private static readonly double[] OutlineShares = [0.24, 0.16, 0.08];

    // Of what is left beside the place, the outline may take so much.
    private const double OutlineOfRest = 0.6;

    // Of the room for signatures: until so much is full, what the place uses is told whole, and until so much, what it may need; the
    // rest is for names alone, since many names take the room of few signatures.
    private const double UsedShare = 0.3;
    private const double WholeShare = 0.35;

    // What speaks so much for itself is told whole nearly to the end. What speaks less than the least is not told, though there were
    // room: to read it costs seconds, and of what real edits needed hardly anything stood there.
    private const double CertainShare = 0.8;
    private const double Certain = 60;
    private const double Least = 5;

    private const int CallersTokens = 80;

    /// <summary>What would be written anew for a task at a place.</summary>
    /// <param name="document">The document.</param>
    /// <param name="around">A diagnostic's span or a caret; UTF-16 units.</param>
    /// <param name="budget">The budget the context will be given, in tokens: of a member that is too long for it, a part is taken.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static async Task<EditPlace> PlaceAsync(Document document, TextSpan around, int budget, CancellationToken cancellationToken) => EditPlaces.At(
        document, (await document.GetSyntaxRootAsync(cancellationToken))!, (await document.GetSemanticModelAsync(cancellationToken))!, around, (int)(Math.Max(0, budget) * PlaceShare));

    /// <summary>Builds the context of a task.</summary>
    /// <param name="task">What is asked for.</param>
    /// <param name="budget">The most tokens of the place's text and all parts together, as <see cref="TokenEstimate"/> counts.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static async Task<CodeContext> BuildAsync(ContextTask task, int budget, CancellationToken cancellationToken)
    {
        var root = (await task.Document.GetSyntaxRootAsync(cancellationToken))!;
        var model = (await task.Document.GetSemanticModelAsync(cancellationToken))!;
        var place = await PlaceAsync(task.Document, task.Place, budget, cancellationToken);
        var parts = ImmutableArray.CreateBuilder<ContextPart>();
        var left = budget - TokenEstimate.Of(place.Text);
        void Add(ContextPartKind kind, string text)
        {
            var tokens = TokenEstimate.Of(text);
            if (text.Length == 0 || tokens > left)
                return;
            parts.Add(new ContextPart(kind, text, tokens));
            left -= tokens;
        }

        Add(ContextPartKind.Project, ProjectLine(task));
        var type = ContainingType(model, root, place.Span, cancellationToken);
        var (outline, told) = Outline(type, budget, left);
        Add(ContextPartKind.Outline, outline);

        var elsewhere = task.Diagnostics.Where(diagnostic => diagnostic.Location.SourceTree == model.SyntaxTree && !place.Span.IntersectsWith(diagnostic.Location.SourceSpan));
        var used = BoundNames.In(model, root, place.Span, null, cancellationToken)
            .WithWrong(elsewhere.Select(diagnostic => BoundNames.In(model, root, diagnostic.Location.SourceSpan, null, cancellationToken)));
        var member = EditPlaces.DeclarationAt(root, place.Span) is { } declaration ? model.GetDeclaredSymbol(declaration, cancellationToken) : null;
        IReadOnlyCollection<IMethodSymbol> asked = [.. CallSites.Asked(task, used, member)];
        var callers = Fitting(await CallSites.OfAsync(task.Document, place, asked, cancellationToken), Math.Min(CallersTokens, left / 4));
        var file = BoundNames.In(model, root, root.FullSpan, place.Span, cancellationToken);
        var nearby = await NearbyCode.AroundAsync(task.Document, cancellationToken);
        var position = PositionIn(root, place.Span);
        var candidates = Candidates.Weigh(model, position, used, file, nearby, task, cancellationToken);
        // Outside of all members, as among usings, what the file uses is the question.
        candidates = [.. candidates.Where(candidate => candidate.Score > (member is null ? 0 : Least))];
        Add(ContextPartKind.Signatures, Signatures(model, position, candidates, [.. told, .. Own(type, member)], used, left - TokenEstimate.Of(callers)));
        Add(ContextPartKind.Callers, callers);
        return new CodeContext(place, parts.ToImmutable(), TokenEstimate.Of(place.Text) + parts.Sum(part => part.Tokens));
    }

    private static string ProjectLine(ContextTask task)
    {
        var project = task.Document.Project;
        var options = (CSharpParseOptions?)project.ParseOptions;
        var nullable = (project.CompilationOptions as CSharpCompilationOptions)?.NullableContextOptions == NullableContextOptions.Enable;
        var frameworks = task.Snapshot.Builds.Where(build => build.ProjectFile == project.FilePath && build.TargetFramework.Length > 0)
            .Select(build => build.TargetFramework).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        return string.Join(", ", [$"// C# {options?.LanguageVersion.ToDisplayString() ?? "latest"}", nullable ? "nullable enabled" : "nullable disabled", .. frameworks]);
    }

    private static INamedTypeSymbol? ContainingType(SemanticModel model, SyntaxNode root, TextSpan place, CancellationToken cancellationToken) =>
        EditPlaces.DeclarationAt(root, place)?.AncestorsAndSelf().FirstOrDefault(node => node is BaseTypeDeclarationSyntax) is { } declaration
            ? model.GetDeclaredSymbol(declaration, cancellationToken) as INamedTypeSymbol : null;

    private static (string Text, IReadOnlySet<ISymbol> Members) Outline(INamedTypeSymbol? type, int budget, int left)
    {
        foreach (var share in type is null ? [] : OutlineShares)
        {
            var outline = TypeOutline.Of(type!, (int)(budget * share));
            if (outline.Text.Length > 0 && TokenEstimate.Of(outline.Text) <= left * OutlineOfRest)
                return outline;
        }

        return ("", new HashSet<ISymbol>(SymbolEqualityComparer.Default));
    }

    // What need not be told: the place itself, and that its type is there.
    private static IEnumerable<ISymbol> Own(INamedTypeSymbol? type, ISymbol? member) => new[] { type, member }.OfType<ISymbol>();

    private static int PositionIn(SyntaxNode root, TextSpan place)
    {
        var body = root.FindNode(place).DescendantNodesAndSelf().FirstOrDefault(node => node is BlockSyntax or ArrowExpressionClauseSyntax && place.Contains(node.Span));
        return body is null ? place.Start : body.GetFirstToken().Span.End;
    }

    private static string Signatures(
        SemanticModel model, int position, ImmutableArray<(ISymbol Symbol, double Score)> candidates, IReadOnlyCollection<ISymbol> told, BoundNames used, int most)
    {
        var skipped = told.ToHashSet(SymbolEqualityComparer.Default);
        var block = new SignatureBlock(Math.Max(0, most), type => IsVisible(model, position, type));
        var rest = new List<ISymbol>();
        foreach (var (symbol, score) in candidates.Where(candidate => !skipped.Contains(candidate.Symbol)))
        {
            var share = used.Used.ContainsKey(symbol) ? UsedShare : score >= Certain ? CertainShare : WholeShare;
            // Of libraries, which models have read, a name is enough, unless the question is just this.
            var isWhole = score >= Certain || (symbol is not INamedTypeSymbol && symbol.DeclaringSyntaxReferences.Length > 0);
            if (!isWhole || block.Fill >= share || !block.TryAdd(symbol))
                rest.Add(symbol);
        }

        // What the place uses it names itself.
        foreach (var symbol in rest.Where(symbol => !used.Used.ContainsKey(symbol)))
            block.TryAddName(symbol);
        return block.ToString();
    }

    private static bool IsVisible(SemanticModel model, int position, INamedTypeSymbol type)
    {
        if (type.SpecialType is > SpecialType.System_Enum and <= SpecialType.System_String)
            return true;
        var outer = type;
        while (outer.ContainingType is { } container)
            outer = container;
        return model.LookupNamespacesAndTypes(position, name: outer.Name).Any(found => SymbolEqualityComparer.Default.Equals(found.OriginalDefinition, outer.OriginalDefinition));
    }

    private static string Fitting(IReadOnlyList<string> lines, int most)
    {
        var text = "";
        foreach (var line in lines)
        {
            var longer = text.Length == 0 ? line : text + "\n" + line;
            if (TokenEstimate.Of(longer) > most)
                break;
            text = longer;
        }

        return text;
    }
}
