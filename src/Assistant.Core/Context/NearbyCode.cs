using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Assistant.Core.Context;

/// <summary>How often the code around a file writes each name. Names alone, without binding: it is evidence for a choice and no proof.</summary>
internal sealed class NearbyCode
{
    // The nearest files say the most, and a solution of thousands must not be read for one place.
    private const int MostFiles = 200;

    private readonly Dictionary<string, int> counts = new(StringComparer.Ordinal);

    /// <summary>Counts the files of a project, those nearest to a file first, without that file.</summary>
    public static async Task<NearbyCode> AroundAsync(Document document, CancellationToken cancellationToken)
    {
        var nearby = new NearbyCode();
        foreach (var other in Nearest(document).Take(MostFiles))
        {
            if (await other.GetSyntaxRootAsync(cancellationToken) is not { } root)
                continue;
            foreach (var token in root.DescendantTokens())
            {
                if (token.IsKind(SyntaxKind.IdentifierToken))
                    nearby.counts[token.ValueText] = nearby.counts.GetValueOrDefault(token.ValueText) + 1;
            }
        }

        return nearby;
    }

    /// <summary>The other files of its project that people wrote, those in the same folder first, then by how much of the path they share.</summary>
    public static IEnumerable<Document> Nearest(Document document)
    {
        var path = document.FilePath ?? document.Name;
        return document.Project.Documents.Where(other => other.Id != document.Id && other.FilePath is { } file && !file.Split('/', '\\').Contains("obj"))
            .OrderByDescending(other => Shared(path, other.FilePath!)).ThenBy(other => other.FilePath, StringComparer.Ordinal);
    }

    /// <summary>How often a name is written.</summary>
    public int Of(string name) => counts.GetValueOrDefault(name);

    private static int Shared(string one, string other)
    {
        var (mine, others) = (one.Split('/', '\\'), other.Split('/', '\\'));
        return mine.Zip(others).TakeWhile(pair => pair.First == pair.Second).Count() - Math.Max(0, others.Length - mine.Length);
    }
}
