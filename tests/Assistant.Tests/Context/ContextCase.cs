using System.Collections.Immutable;
using System.Globalization;
using Assistant.Core.Context;
using Assistant.Core.Snapshots;
using Assistant.Tests.Kit;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Assistant.Tests.Context;

/// <summary>
/// A case of <see cref="MarkedCase"/> with a caret, <c>$0</c>, in one of its files, and two headers more:
/// <code>
/// === instruction make it count the gifts
/// === budget 300                             (900 where it says nothing)
/// </code>
/// </summary>
internal sealed class ContextCase
{
    private const string Caret = "$0";

    private readonly Document document;
    private readonly int caret;
    private readonly string? instruction;

    private ContextCase(string text)
    {
        var file = MarkedCase.Parse(text).Files.Single(file => file.Before!.Contains(Caret, StringComparison.Ordinal));
        caret = file.Before!.IndexOf(Caret, StringComparison.Ordinal);
        Marked = MarkedCase.Parse(text.Replace(Caret, "", StringComparison.Ordinal));
        Snapshot = TestSolution.Open(Marked);
        document = Snapshot.Solution.GetDocument(Snapshot.Solution.GetDocumentIdsWithFilePath(TestSolution.FullPath(file.Path))[0])!;
        instruction = Header(text, "instruction");
        Budget = Header(text, "budget") is { } budget ? int.Parse(budget, CultureInfo.InvariantCulture) : 900;
    }

    public MarkedCase Marked { get; }

    public Snapshot Snapshot { get; }

    public int Budget { get; }

    public static ContextCase Open(string text) => new(text);

    /// <summary>The context at the caret, with what the compiler says in the member there.</summary>
    public Task<CodeContext> BuildAsync() => BuildAsync(caret, Budget, instruction);

    /// <summary>The context at another position of the same file.</summary>
    public async Task<CodeContext> BuildAsync(int position, int budget, string? wanted)
    {
        var around = new TextSpan(position, 0);
        var place = await ContextBuilder.PlaceAsync(document, around, budget, CancellationToken.None);
        ImmutableArray<Diagnostic> diagnostics =
        [
            .. (await document.GetSemanticModelAsync())!.GetDiagnostics()
                .Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning && place.Span.IntersectsWith(diagnostic.Location.SourceSpan)),
        ];
        return await ContextBuilder.BuildAsync(new ContextTask(Snapshot, document, around, diagnostics, wanted), budget, CancellationToken.None);
    }

    public async Task<string> TextAsync() => (await document.GetTextAsync()).ToString();

    private static string? Header(string text, string name) =>
        text.Split('\n').Where(line => line.StartsWith($"=== {name} ", StringComparison.Ordinal)).Select(line => line[(name.Length + 5)..].Trim()).SingleOrDefault();
}
