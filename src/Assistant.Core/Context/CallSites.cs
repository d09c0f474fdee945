using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Assistant.Core.Context;

/// <summary>Where methods are called elsewhere, one line each: shown where how they are called is the question.</summary>
internal static class CallSites
{
    private const int MostLines = 3;
    private const int LongestLine = 120;
    private const int MostFiles = 100;

    // Of calls that have the name; a name such as Add has thousands, most of other types.
    private const int MostBound = 40;

    private static readonly string[] AboutCalls = ["CS1501", "CS1502", "CS1503", "CS7036", "CS1729", "CS1739", "CS1620", "CS1615", "CS1061", "CS0121"];
    private static readonly string[] AboutSignatures =
        ["parameter", "argument", "signature", "overload", "return", "rename", "async", "optional", "callers", "cancellation"];

    /// <summary>The methods whose calls matter for a task: those the compiler could not take, or the member itself where its signature is meant.</summary>
    public static IEnumerable<IMethodSymbol> Asked(ContextTask task, BoundNames place, ISymbol? member)
    {
        if (task.Diagnostics.Any(diagnostic => AboutCalls.Contains(diagnostic.Id)))
            return place.Doubtful.OfType<IMethodSymbol>().Where(method => method.DeclaringSyntaxReferences.Length > 0);
        return task.Instruction is { } wanted && AboutSignatures.Any(word => wanted.Contains(word, StringComparison.OrdinalIgnoreCase)) && member is IMethodSymbol asked ? [asked] : [];
    }

    /// <summary>Calls of methods in the files around a document, outside of the place, as the compiler binds them.</summary>
    /// <param name="document">The document.</param>
    /// <param name="place">What is left out.</param>
    /// <param name="methods">The methods, of the document's compilation.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static async Task<IReadOnlyList<string>> OfAsync(Document document, EditPlace place, IReadOnlyCollection<IMethodSymbol> methods, CancellationToken cancellationToken)
    {
        var (lines, bound) = (new List<string>(), 0);
        var names = methods.Select(method => method.MethodKind == MethodKind.Constructor ? method.ContainingType.Name : method.Name).ToHashSet(StringComparer.Ordinal);
        var asked = methods.Select(BoundNames.Declared).OfType<ISymbol>().ToHashSet(SymbolEqualityComparer.Default);
        foreach (var other in names.Count == 0 ? [] : NearbyCode.Nearest(document).Take(MostFiles).Prepend(document))
        {
            if (await other.GetSyntaxRootAsync(cancellationToken) is not { } root)
                continue;
            foreach (var call in root.DescendantNodes().Where(node => names.Contains(Called(node)) && !(other.Id == document.Id && place.Span.Contains(node.Span))))
            {
                if (lines.Count == MostLines || bound == MostBound)
                    return lines;
                bound++;
                var found = (await other.GetSemanticModelAsync(cancellationToken))!.GetSymbolInfo(call, cancellationToken);
                if (!found.CandidateSymbols.Append(found.Symbol).Any(symbol => BoundNames.Declared(symbol) is { } called && asked.Contains(called)))
                    continue;
                var text = string.Join(' ', call.ToString().Split(default(char[]), StringSplitOptions.RemoveEmptyEntries));
                lines.Add($"// {Path.GetFileName(other.FilePath ?? other.Name)}: {(text.Length > LongestLine ? text[..LongestLine] + "..." : text)}");
            }
        }

        return lines;
    }

    private static string Called(SyntaxNode node) => node switch
    {
        InvocationExpressionSyntax { Expression: SimpleNameSyntax name } => name.Identifier.ValueText,
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name: var name } } => name.Identifier.ValueText,
        InvocationExpressionSyntax { Expression: MemberBindingExpressionSyntax { Name: var name } } => name.Identifier.ValueText,
        ObjectCreationExpressionSyntax { Type: SimpleNameSyntax name } => name.Identifier.ValueText,
        _ => "",
    };
}
