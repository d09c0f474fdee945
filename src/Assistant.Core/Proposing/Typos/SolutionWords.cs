using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Assistant.Core.Proposing.Typos;

/// <summary>The words of a solution: how often it uses each, and which ones stand where code may look something up by them.</summary>
internal sealed class SolutionWords
{
    private readonly Dictionary<string, int> uses = new(StringComparer.Ordinal);
    private readonly HashSet<string> names = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> quoted = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> libraries = new(StringComparer.Ordinal);

    private SolutionWords()
    {
    }

    /// <summary>How often each word is used: in prose, and in names that differ.</summary>
    public IReadOnlyDictionary<string, int> Uses => uses;

    /// <summary>The words of the types of all libraries in use, and of the language.</summary>
    public IReadOnlySet<string> Libraries => libraries;

    public static async Task<SolutionWords> OfAsync(Solution solution, CancellationToken cancellationToken)
    {
        var words = new SolutionWords();
        words.libraries.UnionWith(SyntaxFacts.GetKeywordKinds().Select(SyntaxFacts.GetText));
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var project in solution.Projects)
        {
            foreach (var document in project.Documents.Where(document => document.FilePath is null || seen.Add(document.FilePath)))
                words.Add((await document.GetSyntaxRootAsync(cancellationToken))!);
            foreach (var document in project.AdditionalDocuments)
                words.AddQuoted((await document.GetTextAsync(cancellationToken)).ToString());
            if (await project.GetCompilationAsync(cancellationToken) is { } compilation)
                words.AddLibraries(compilation);
        }

        return words;
    }

    /// <summary>How often a word stands in quotes or in a file that is not code.</summary>
    public int Quoted(string word) => quoted.GetValueOrDefault(word);

    private void Add(SyntaxNode root)
    {
        foreach (var token in root.DescendantTokens().Where(token => token.IsKind(SyntaxKind.IdentifierToken) && names.Add(token.ValueText)))
            Use(Words.OfName(token.ValueText).Select(span => token.ValueText.Substring(span.Start, span.Length)));
        var text = root.ToFullString();
        Use(Prose.InComments(root).Concat(Prose.InQuotes(root)).Select(span => text.Substring(span.Start, span.Length)));
        foreach (var literal in Prose.Quoted(root))
            AddQuoted(literal);
    }

    private void Use(IEnumerable<string> words)
    {
        foreach (var word in words.Select(word => word.ToLowerInvariant()))
            uses[word] = uses.GetValueOrDefault(word) + 1;
    }

    private void AddQuoted(string text)
    {
        for (var start = 0; start < text.Length;)
        {
            var end = start;
            while (end < text.Length && SyntaxFacts.IsIdentifierPartCharacter(text[end]))
                end++;
            if (end > start)
                quoted[text[start..end]] = quoted.GetValueOrDefault(text[start..end]) + 1;
            start = end + 1;
        }
    }

    private void AddLibraries(Compilation compilation)
    {
        foreach (var reference in compilation.References)
        {
            if (compilation.GetAssemblyOrModuleSymbol(reference) is not IAssemblySymbol { } assembly || assembly.Locations.Any(location => location.IsInSource))
                continue;
            foreach (var name in assembly.TypeNames.Concat(assembly.NamespaceNames))
                libraries.UnionWith(Words.OfName(name).Select(span => name.Substring(span.Start, span.Length).ToLowerInvariant()));
        }
    }
}
