using System.Collections.Frozen;
using System.Collections.Immutable;
using Assistant.Core.Verification;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Assistant.Core.Completion;

/// <summary>
/// Judges what is to be shown at a caret: everything in it must bind. Code around it is half written, so errors elsewhere do not
/// count, nor do those that only say that something is still to come.
/// </summary>
internal static class ItemJudge
{
    // The parser misses what has not been typed yet.
    private static readonly FrozenSet<string> Unfinished = FrozenSet.Create(
        StringComparer.Ordinal, "CS1001", "CS1002", "CS1003", "CS1026", "CS1513", "CS1514", "CS1519", "CS1525", "CS1733", "CS1031", "CS0161", "CS0443");

    // An expression that goes on may become what is wanted.
    private static readonly FrozenSet<string> MayGoOn = FrozenSet.Create(
        StringComparer.Ordinal, "CS0029", "CS0201", "CS0266", "CS0411", "CS0428", "CS1501", "CS1503", "CS1739", "CS7036", "CS8917", "CS0815", "CS0119", "CS0305", "CS0118");

    /// <summary>The errors in what is inserted, as their places in the text after it; none where everything binds.</summary>
    /// <param name="verifier">Of the solution.</param>
    /// <param name="query">The caret.</param>
    /// <param name="start">Where the name begins that is being typed.</param>
    /// <param name="item">What is inserted at the caret.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static async Task<ImmutableArray<TextSpan>> ErrorsAsync(Verifier verifier, CompletionQuery query, int start, string item, CancellationToken cancellationToken)
    {
        var text = query.Text.WithChanges(new TextChange(new TextSpan(query.Caret, 0), item));
        var inserted = TextSpan.FromBounds(start, query.Caret + item.Length);
        var model = await verifier.ModelAsync(query.Document, text, cancellationToken);
        var isWhole = item.EndsWith(';');
        return
        [
            .. model.GetDiagnostics(inserted, cancellationToken)
                .Where(found => found.Severity == DiagnosticSeverity.Error && !Unfinished.Contains(found.Id) && (isWhole || !MayGoOn.Contains(found.Id)))
                .Select(found => found.Location.SourceSpan)
                .Where(span => span.IntersectsWith(inserted)),
        ];
    }
}
