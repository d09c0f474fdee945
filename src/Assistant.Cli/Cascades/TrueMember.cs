using System.Collections.Immutable;
using Assistant.Core.Completion;
using Assistant.Core.Context;
using Assistant.Core.Edits;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Assistant.Cli.Cascades;

/// <summary>What a model that knows everything would write for a place.</summary>
/// <param name="Symbol">The place's name, as a prompt has it.</param>
/// <param name="Text">The right text, its lines indented as if it stood at the beginning of a line.</param>
/// <param name="Usings">Namespaces that the right file imports and the faulty one does not.</param>
internal sealed record TrueMember(string Symbol, string Text, ImmutableArray<string> Usings)
{
    /// <summary>The right text of the place that is asked about for a diagnostic.</summary>
    /// <param name="faulty">The document with the fault.</param>
    /// <param name="right">The document without.</param>
    /// <param name="around">The diagnostic's span in <paramref name="faulty"/>.</param>
    /// <param name="budget">Tokens of the prompt.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>Null when the fault is neither in that place nor in the usings: nothing that is written there mends it.</returns>
    public static async Task<TrueMember?> OfAsync(Document faulty, Document right, TextSpan around, int budget, CancellationToken cancellationToken)
    {
        var place = await ContextBuilder.PlaceAsync(faulty, around, budget, cancellationToken);
        var (before, after) = ((await faulty.GetTextAsync(cancellationToken)).ToString(), (await right.GetTextAsync(cancellationToken)).ToString());
        var (start, end) = SharedEnds.Of(before, after);
        var changed = TextSpan.FromBounds(start, before.Length - end);
        if (place.Span.IsEmpty)
            return null;
        var indentation = before[(before.LastIndexOf('\n', Math.Max(0, place.Span.Start - 1)) + 1)..place.Span.Start];
        if (place.Span.Contains(changed))
            return new TrueMember(place.Symbol, Unindented(after.Substring(place.Span.Start, place.Span.Length + after.Length - before.Length), indentation), []);
        var usings = (await UsingsAsync(right, cancellationToken)).Except(await UsingsAsync(faulty, cancellationToken)).ToImmutableArray();
        // Nothing but the usings differs.
        return usings.Length == 1 && changed.IsEmpty && place.Span.Start >= changed.End && after.Substring(start, after.Length - end - start).Contains("using ", StringComparison.Ordinal)
            ? new TrueMember(place.Symbol, Unindented(place.Text, indentation), usings)
            : null;
    }

    private static string Unindented(string text, string indentation) => indentation.Length == 0 || !string.IsNullOrWhiteSpace(indentation)
        ? text.ReplaceLineEndings("\n")
        : text.ReplaceLineEndings("\n").Replace("\n" + indentation, "\n", StringComparison.Ordinal);

    private static async Task<IEnumerable<string>> UsingsAsync(Document document, CancellationToken cancellationToken) =>
        Imports.In((await document.GetSyntaxRootAsync(cancellationToken))!).Select(directive => directive.Name!.ToString());
}
