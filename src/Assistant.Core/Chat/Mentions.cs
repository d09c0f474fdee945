using System.Collections.Immutable;
using Assistant.Core.Context;
using Assistant.Core.Snapshots;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FindSymbols;
using Microsoft.CodeAnalysis.Text;

namespace Assistant.Core.Chat;

/// <summary>
/// What a question names: <c>#file:path</c>, <c>#problems</c>, and <c>#Type</c> or <c>#Type.Member</c>. A question that names
/// nothing is about what it calls by names of the solution. <c>#selection</c> is the editor's to say.
/// </summary>
/// <param name="snapshot">The solution.</param>
public sealed class Mentions(Snapshot snapshot)
{
    /// <summary>What marks a file.</summary>
    public const string FileMark = "file:";

    /// <summary>What stands for the complaints of the compiler.</summary>
    public const string ProblemsMark = "problems";

    /// <summary>What stands for what is chosen in the editor.</summary>
    public const string SelectionMark = "selection";

    private const int MostFound = 4;
    private const int LeastLetters = 4;

    /// <summary>What a text mentions, in its order.</summary>
    /// <returns>The subjects, and the mentions that mean nothing here.</returns>
    public async Task<(ImmutableArray<ChatSubject> Subjects, ImmutableArray<string> Unknown)> InAsync(string text, CancellationToken cancellationToken)
    {
        var subjects = ImmutableArray.CreateBuilder<ChatSubject>();
        var unknown = ImmutableArray.CreateBuilder<string>();
        foreach (var mention in NamesIn(text))
        {
            if (mention == SelectionMark)
                continue;
            if (await FindAsync(mention, cancellationToken) is { } subject)
            {
                subjects.Add(subject);
                continue;
            }

            unknown.Add($"#{mention}");
            // Of a member that is not there its type says what is.
            if (mention.LastIndexOf('.') is > 0 and var dot && await SymbolAsync(mention[..dot], cancellationToken) is { } type)
                subjects.Add(type);
        }

        return (subjects.ToImmutable(), unknown.ToImmutable());
    }

    /// <summary>What of the solution a text calls by its name without a mark: members behind their type, names in quotes, and names no English word looks like.</summary>
    public async Task<ImmutableArray<ChatSubject>> NamedInAsync(string text, CancellationToken cancellationToken)
    {
        var subjects = ImmutableArray.CreateBuilder<ChatSubject>();
        var quoted = text.Split('`').Where((_, at) => at % 2 == 1).ToHashSet(StringComparer.Ordinal);
        foreach (var word in text.Split([' ', '\t', '\r', '\n', ',', ';', '?', '!', '(', ')', '"', '\'', '`', ':'], StringSplitOptions.RemoveEmptyEntries).Select(word => word.Trim('.')).Distinct(StringComparer.Ordinal))
        {
            if (subjects.Count == MostFound)
                break;
            if ((IsNameLike(word) || quoted.Contains(word)) && await SymbolAsync(word, cancellationToken) is { } subject && !subjects.Contains(subject))
                subjects.Add(subject);
        }

        return subjects.ToImmutable();
    }

    /// <summary>What may be mentioned that begins or reads like a query.</summary>
    /// <param name="query">What was typed behind the mark.</param>
    /// <param name="most">At most so many.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>Texts without the mark, and what each is; files of the name first, then types, then members.</returns>
    public async Task<IReadOnlyList<(string Text, string Kind, string Detail)>> CompleteAsync(string query, int most, CancellationToken cancellationToken)
    {
        var isFile = query.StartsWith(FileMark, StringComparison.OrdinalIgnoreCase);
        var wanted = isFile ? query[FileMark.Length..] : query;
        var files = snapshot.Sources.Select(document => snapshot.RelativePath(document.FilePath!)).Distinct(StringComparer.Ordinal)
            .Where(path => path.Contains(wanted, StringComparison.OrdinalIgnoreCase))
            .OrderBy(path => !Path.GetFileName(path).StartsWith(wanted, StringComparison.OrdinalIgnoreCase)).ThenBy(path => path.Length).ThenBy(path => path, StringComparer.Ordinal)
            .Take(most).Select(path => (FileMark + path, "file", "file")).ToList();
        if (isFile || wanted.Length == 0)
            return files;
        var last = wanted[(wanted.LastIndexOf('.') + 1)..];
        var declared = last.Length == 0 ? [] : await SymbolFinder.FindSourceDeclarationsWithPatternAsync(snapshot.Solution, last, SymbolFilter.TypeAndMember, cancellationToken);
        var symbols = declared.Where(IsWritten).Select(symbol => (Text: NameOf(symbol), Symbol: symbol))
            .Where(found => found.Text.Contains(wanted, StringComparison.OrdinalIgnoreCase) || !wanted.Contains('.', StringComparison.Ordinal))
            .DistinctBy(found => found.Text)
            .OrderBy(found => !found.Symbol.Name.StartsWith(last, StringComparison.OrdinalIgnoreCase)).ThenBy(found => found.Symbol is not INamedTypeSymbol).ThenBy(found => found.Text.Length).ThenBy(found => found.Text, StringComparer.Ordinal)
            .Take(most).Select(found => (found.Text, "symbol", DetailOf(found.Symbol)));
        return [.. symbols.Concat(files).Take(most)];
    }

    /// <summary>The document of a file, by its path relative to the root or by its end, where that is clear.</summary>
    public Document? DocumentOf(string path) => new BlockPlaces(snapshot, []).Find(path.Replace('\\', '/'));

    // Behind the mark, up to white space; a point or comma at the end is the sentence's.
    private static IEnumerable<string> NamesIn(string text)
    {
        for (var at = text.IndexOf('#', StringComparison.Ordinal); at >= 0; at = text.IndexOf('#', at + 1))
        {
            // C# in a sentence is a language.
            if (at > 0 && !char.IsWhiteSpace(text[at - 1]) && text[at - 1] is not ('(' or '"' or '`'))
                continue;
            var name = new string([.. text.Skip(at + 1).TakeWhile(letter => !char.IsWhiteSpace(letter) && letter is not (',' or ';' or '?' or '!' or ')' or '"' or '`'))]).TrimEnd('.', ':');
            if (name.Length > 0 && (char.IsLetter(name[0]) || name[0] == '_'))
                yield return name;
        }
    }

    private async Task<ChatSubject?> FindAsync(string mention, CancellationToken cancellationToken)
    {
        if (mention == ProblemsMark)
            return new ChatSubject.Problems(null);
        if (mention.StartsWith(FileMark, StringComparison.OrdinalIgnoreCase))
            return DocumentOf(mention[FileMark.Length..]) is { } document ? new ChatSubject.WholeFile(document, Path.GetFileName(document.FilePath!)) : null;
        return await SymbolAsync(mention, cancellationToken) ?? (DocumentOf(mention) is { } file ? new ChatSubject.WholeFile(file, Path.GetFileName(file.FilePath!)) : null);
    }

    private async Task<ChatSubject?> SymbolAsync(string name, CancellationToken cancellationToken)
    {
        var last = name[(name.LastIndexOf('.') + 1)..];
        if (last.Length == 0)
            return null;
        // Those of tests repeat the names of what they test: what is shorter is meant.
        var found = (await SymbolFinder.FindSourceDeclarationsAsync(snapshot.Solution, last, ignoreCase: false, SymbolFilter.TypeAndMember, cancellationToken))
            .Where(symbol => IsWritten(symbol) && (NameOf(symbol) == name || NameOf(symbol).EndsWith("." + name, StringComparison.Ordinal)))
            .OrderBy(symbol => symbol is not INamedTypeSymbol).ThenBy(symbol => NameOf(symbol).Length).ThenBy(NameOf, StringComparer.Ordinal).FirstOrDefault();
        if (found?.DeclaringSyntaxReferences.OrderBy(reference => reference.SyntaxTree.FilePath, StringComparer.Ordinal).FirstOrDefault() is not { } declaration
            || snapshot.Solution.GetDocument(declaration.SyntaxTree) is not { FilePath: not null } document)
            return null;
        var node = await declaration.GetSyntaxAsync(cancellationToken);
        return new ChatSubject.Code(document, new TextSpan(found.Locations.FirstOrDefault(place => place.SourceTree == declaration.SyntaxTree)?.SourceSpan.Start ?? node.SpanStart, 0), NameOf(found));
    }

    private static bool IsWritten(ISymbol symbol) => symbol is { IsImplicitlyDeclared: false } and (INamedTypeSymbol or IPropertySymbol or IFieldSymbol or IEventSymbol or IMethodSymbol { MethodKind: MethodKind.Ordinary })
        && symbol.Locations.Any(place => place.IsInSource);

    private static string NameOf(ISymbol symbol) => symbol.ContainingType is { } type ? $"{NameOf(type)}.{symbol.Name}" : symbol.Name;

    private static string DetailOf(ISymbol symbol) => symbol is INamedTypeSymbol type
        ? $"{SignatureText.HeadOf(type).Split(' ').FirstOrDefault(word => word is "class" or "record" or "struct" or "interface" or "enum" or "delegate") ?? "type"}{(type.ContainingNamespace is { IsGlobalNamespace: false } space ? $" in {space.ToDisplayString()}" : "")}"
        : symbol.Kind.ToString().ToLowerInvariant();

    // Total is a word; OrderTotal, _total, Order.Total and total2 are names.
    private static bool IsNameLike(string word) => word.Length >= LeastLetters && (char.IsLetter(word[0]) || word[0] == '_') && word.All(letter => char.IsLetterOrDigit(letter) || letter is '_' or '.')
        && (word.Contains('.', StringComparison.Ordinal) || word.Contains('_', StringComparison.Ordinal) || word.Skip(1).Any(char.IsUpper));
}
