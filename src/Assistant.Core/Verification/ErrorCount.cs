using Microsoft.CodeAnalysis;

namespace Assistant.Core.Verification;

/// <summary>
/// Errors as a multiset. An error is known by its id, file and message, never by its line: lines shift. Two identical
/// errors in one file are two, so that a second one in a file that already has one is seen.
/// </summary>
internal sealed class ErrorCount
{
    private readonly Dictionary<Key, int> counts = [];

    public ErrorCount(IEnumerable<Diagnostic> diagnostics)
    {
        foreach (var diagnostic in diagnostics)
        {
            var key = KeyOf(diagnostic);
            counts[key] = counts.GetValueOrDefault(key) + 1;
        }
    }

    // An import that nothing needs. The compiler tells editors of it and a build never, whatever an editorconfig makes of it.
    private static readonly string[] ForEditorsAlone = ["CS8019", "CS8020"];

    /// <summary>Whether the project's own compiler would stop at this diagnostic.</summary>
    public static bool IsError(Diagnostic diagnostic) => diagnostic is { Severity: DiagnosticSeverity.Error, IsSuppressed: false } && !ForEditorsAlone.Contains(diagnostic.Id);

    /// <summary>What the two sides have in common under which an error is the same error.</summary>
    public static Key KeyOf(Diagnostic diagnostic) =>
        new(diagnostic.Id, diagnostic.Location.SourceTree?.FilePath ?? "", diagnostic.GetMessage());

    /// <summary>Those of <paramref name="diagnostics"/> that are beyond what this count holds, in their order.</summary>
    public List<Diagnostic> Beyond(IEnumerable<Diagnostic> diagnostics)
    {
        var left = new Dictionary<Key, int>(counts);
        var beyond = new List<Diagnostic>();
        foreach (var diagnostic in diagnostics)
        {
            var key = KeyOf(diagnostic);
            if (left.GetValueOrDefault(key) is var count and > 0)
                left[key] = count - 1;
            else
                beyond.Add(diagnostic);
        }

        return beyond;
    }

    /// <summary>Whether <paramref name="diagnostics"/> are the errors of this count, no more and no fewer.</summary>
    public bool IsSameAs(IReadOnlyCollection<Diagnostic> diagnostics) => diagnostics.Count == counts.Values.Sum() && Beyond(diagnostics).Count == 0;

    /// <param name="Id">The diagnostic's id.</param>
    /// <param name="Path">Full path of its file, or empty.</param>
    /// <param name="Message">The message, in the invariant culture.</param>
    internal readonly record struct Key(string Id, string Path, string Message);
}
