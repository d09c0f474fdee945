using System.Reflection;
using Microsoft.CodeAnalysis;

namespace Assistant.Cli.Benchmarks.Completion;

/// <summary>Other orders of the names at a caret: what is to be beaten.</summary>
internal sealed class CompletionBaselines
{
    // Of a trigram model: three tokens, two, one (Jelinek and Mercer 1980, with fixed weights).
    private static readonly double[] Weights = [0.1, 0.3, 0.6];

    private readonly Dictionary<string, Dictionary<(string, string, string), int>> files = new(StringComparer.Ordinal);
    private readonly Dictionary<(string, string, string), int> all = [];
    private readonly MethodInfo service;

    private CompletionBaselines(MethodInfo service) => this.service = service;

    /// <summary>Counts the code of a solution.</summary>
    /// <param name="solution">The solution.</param>
    /// <param name="features">The assemblies of which one has Roslyn's own completion.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static async Task<CompletionBaselines> CreateAsync(Solution solution, IEnumerable<Assembly> features, CancellationToken cancellationToken)
    {
        var type = features.Select(assembly => assembly.GetType("Microsoft.CodeAnalysis.Completion.CompletionService")).First(found => found is not null)!;
        var baselines = new CompletionBaselines(type.GetMethod("GetService", [typeof(Document)])!);
        foreach (var document in solution.Projects.SelectMany(project => project.Documents).Where(document => document.FilePath is not null).DistinctBy(document => document.FilePath, StringComparer.Ordinal))
        {
            var counts = new Dictionary<(string, string, string), int>();
            Count((await document.GetSyntaxRootAsync(cancellationToken))!.DescendantTokens().Select(token => token.Text), counts);
            baselines.files[document.FilePath!] = counts;
            foreach (var (gram, count) in counts)
                baselines.all[gram] = baselines.all.GetValueOrDefault(gram) + count;
        }

        return baselines;
    }

    /// <summary>The order in which Roslyn's own completion has names: what it preselects, then its order for sorting.</summary>
    public async Task<List<string>> OfRoslynAsync(CompletionPlace place, CancellationToken cancellationToken)
    {
        var document = place.Document.WithText(place.File.Text);
        dynamic completion = service.Invoke(null, [document])!;
        dynamic? list = await completion.GetCompletionsAsync(document, place.Caret, cancellationToken: cancellationToken);
        var items = new List<(string Name, int Priority, string Order)>();
        foreach (var item in (IEnumerable<dynamic>?)list?.ItemsList ?? [])
            items.Add(((string)item.DisplayText, (int)item.Rules.MatchPriority, (string)item.SortText));
        return [.. items.OrderByDescending(item => item.Priority).ThenBy(item => item.Order, StringComparer.OrdinalIgnoreCase).Select(item => item.Name).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>Names by how lately they were written before the caret.</summary>
    public static List<string> ByRecency(CompletionPlace place, IEnumerable<string> names)
    {
        var before = place.File.Text.ToString()[..place.Caret];
        return [.. names.OrderByDescending(name => before.LastIndexOf(name, StringComparison.Ordinal)).ThenBy(name => name, StringComparer.Ordinal)];
    }

    /// <summary>Names by a trigram model of all other files.</summary>
    public List<string> ByTrigrams(CompletionPlace place, IEnumerable<string> names)
    {
        var own = files.GetValueOrDefault(place.File.Path);
        var tokens = place.File.Root.DescendantTokens().Where(token => token.Span.Length > 0 && token.Span.End <= place.Caret).TakeLast(2).Select(token => token.Text).ToList();
        var (last, first) = (tokens.Count > 0 ? tokens[^1] : "", tokens.Count > 1 ? tokens[^2] : "");
        double CountOf((string, string, string) gram) => all.GetValueOrDefault(gram) - (own?.GetValueOrDefault(gram) ?? 0);
        double Part((string, string, string) gram, (string, string, string) context) => CountOf(context) is > 0 and var many ? CountOf(gram) / many : 0;
        return
        [
            .. names
                .OrderByDescending(name => (Weights[0] * Part(("", "", name), ("", "", ""))) + (Weights[1] * Part(("", last, name), ("", last, ""))) + (Weights[2] * Part((first, last, name), (first, last, ""))))
                .ThenBy(name => name, StringComparer.Ordinal),
        ];
    }

    // A token after two, after one, after none; and how often each context stands.
    private static void Count(IEnumerable<string> tokens, Dictionary<(string, string, string), int> counts)
    {
        void Add(string first, string last, string token) => counts[(first, last, token)] = counts.GetValueOrDefault((first, last, token)) + 1;
        var (one, two) = ("", "");
        foreach (var token in tokens.Where(token => token.Length > 0))
        {
            foreach (var (first, last) in new[] { ("", ""), ("", two), (one, two) }.Distinct())
            {
                Add(first, last, token);
                Add(first, last, "");
            }

            (one, two) = (two, token);
        }
    }

}
