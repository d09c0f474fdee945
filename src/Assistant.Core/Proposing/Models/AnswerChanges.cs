using System.Collections.Immutable;
using Assistant.Core.Completion;
using Assistant.Core.Edits;
using Assistant.Core.Proposing.Rules;
using Assistant.Core.Snapshots;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Assistant.Core.Proposing.Models;

/// <summary>Makes a change set of what was understood, with the usings that it needs and does not have: models forget them, and the compiler says which.</summary>
internal static class AnswerChanges
{
    // One may bring to light that another is missing.
    private const int MostRounds = 3;

    // What files of a new project import without anybody thinking of it.
    private static readonly string[] Usual =
    [
        "System", "System.Collections.Generic", "System.Globalization", "System.IO", "System.Linq", "System.Net.Http", "System.Text", "System.Text.RegularExpressions", "System.Threading", "System.Threading.Tasks",
    ];

    /// <summary>Makes it.</summary>
    /// <param name="snapshot">What the answer stands on.</param>
    /// <param name="document">What it changes.</param>
    /// <param name="answer">What was understood.</param>
    /// <param name="imported">Namespaces that may be imported: those of <see cref="ImportedAsync"/>.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The change set, or why there is none.</returns>
    public static Task<(ChangeSet? Changes, string? Problem)> CreateAsync(Snapshot snapshot, Document document, ReadAnswer answer, ImmutableArray<string> imported, CancellationToken cancellationToken) =>
        CreateAsync(snapshot, document, answer, imported, isRepair: true, cancellationToken);

    /// <summary>Makes it.</summary>
    /// <param name="snapshot">What the answer stands on.</param>
    /// <param name="document">What it changes.</param>
    /// <param name="answer">What was understood.</param>
    /// <param name="imported">Namespaces that may be imported: those of <see cref="ImportedAsync"/>.</param>
    /// <param name="isRepair">Whether usings are added for what was wrong before, too.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The change set, or why there is none.</returns>
    public static async Task<(ChangeSet? Changes, string? Problem)> CreateAsync(Snapshot snapshot, Document document, ReadAnswer answer, ImmutableArray<string> imported, bool isRepair, CancellationToken cancellationToken)
    {
        var text = await document.GetTextAsync(cancellationToken);
        var root = (CompilationUnitSyntax)(await document.GetSyntaxRootAsync(cancellationToken))!;
        var usings = new SortedSet<string>(StringComparer.Ordinal);
        // Where a using is all that an answer has, it is what was meant, also when only a comment needs it.
        if (answer.Changes.IsEmpty && await document.Project.GetCompilationAsync(cancellationToken) is { } compilation)
            usings.UnionWith(answer.Usings.Where(named => !Imports.Has(root, named) && Imports.Exists(compilation, named)));
        List<TextChange> All() => [.. usings.Select(named => Usings.In(root, text, named)), .. answer.Changes];
        // An answer that writes the usings of the file is all that is to be known of them.
        var rounds = root.DescendantNodes(node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax).OfType<UsingDirectiveSyntax>()
            .Any(directive => answer.Changes.Any(change => directive.FullSpan.Contains(change.Span.Start))) ? 0 : MostRounds;
        for (var round = 0; round < rounds; round++)
        {
            var changed = document.WithText(text.WithChanges(All().OrderBy(change => change.Span.Start)));
            var model = await changed.GetSemanticModelAsync(cancellationToken);
            var written = isRepair || answer.Changes.IsEmpty ? null : WrittenSpan(new FileChange(document.FilePath!, [document.Id], text, await changed.GetTextAsync(cancellationToken)), answer.Changes.Min(change => change.Span.Start));
            var missing = model!.GetDiagnostics(written, cancellationToken)
                .Select(error => Imports.For(error, model.Compilation, answer.Usings) ?? Imports.For(error, model.Compilation, imported)).OfType<string>()
                .Where(named => !Imports.Has(root, named)).Distinct(StringComparer.Ordinal).ToList();
            if (missing.TrueForAll(named => !usings.Add(named)))
                break;
        }

        var path = snapshot.RelativePath(document.FilePath!);
        var (changes, problem) = await ChangeSet.CreateAsync(snapshot, [.. All().Select(change => new ReplaceText(path, change.Span.Start, change.Span.Length, change.NewText!))], cancellationToken);
        return (changes, problem?.Reason);
    }

    // From the first to the last change of an answer; the usings that come to it stand above.
    private static TextSpan? WrittenSpan(FileChange file, int first)
    {
        List<TextSpan> spans = [.. file.Pieces.Where(piece => piece.Old.Start >= first).Select(piece => piece.New)];
        return spans.Count == 0 ? null : TextSpan.FromBounds(spans[0].Start, spans[^1].End);
    }

    /// <summary>Namespaces that files of a solution import.</summary>
    public static async Task<ImmutableArray<string>> ImportedAsync(Solution solution, CancellationToken cancellationToken)
    {
        var names = new HashSet<string>(Usual, StringComparer.Ordinal);
        foreach (var document in solution.Projects.SelectMany(project => project.Documents))
        {
            if (await document.GetSyntaxRootAsync(cancellationToken) is CompilationUnitSyntax file)
                names.UnionWith(file.Usings.Where(directive => directive is { Alias: null, StaticKeyword.RawKind: 0, Name: not null }).Select(directive => directive.Name!.ToString()));
        }

        return [.. names];
    }
}
