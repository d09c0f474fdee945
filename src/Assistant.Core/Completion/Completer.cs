using System.Collections.Immutable;
using Assistant.Core.Edits;
using Assistant.Core.Verification;
using Microsoft.CodeAnalysis;

namespace Assistant.Core.Completion;

/// <summary>
/// Completes at a caret without any model: the compiler says which names may stand there, the user's own code which of them is
/// likely and how it goes on, and the compiler again whether all of it binds. What does not is mended, cut down or dropped.
/// </summary>
/// <param name="usages">The user's own code.</param>
/// <param name="tally">Counts what became of what was thought of.</param>
public sealed class Completer(UsageIndex usages, CompletionTally tally)
{
    private const int MostInvoked = 3;

    // While the user types, what is likely to be wrong is in the way. At this likelihood three in five of what is shown is how the
    // code went on (see the benchmark); a higher one shows less and is right little more often.
    private const double LeastTyping = 0.4;
    private const int Tried = 6;
    private const int Shortest = 2;

    /// <summary>Whether a text may be parsed at all; see <see cref="Nesting"/>. It is asked before a query is made.</summary>
    public static bool CanRead(string text) => !Nesting.IsTooDeep(text) && !Interpolations.AreTooDeep(text);

    /// <summary>What can be inserted, the likeliest first: one while the user types, up to three when asked for, each beginning with another token, or being another value of an enumeration.</summary>
    /// <param name="query">The caret.</param>
    /// <param name="isUnwanted">Which texts the user does not want to see again.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public ImmutableArray<CompletionItem> Complete(CompletionQuery query, Func<string, bool> isUnwanted, CancellationToken cancellationToken)
    {
        if (At(query, cancellationToken) is not { } context)
            return [];
        var continuation = new Continuation(context);
        var items = ImmutableArray.CreateBuilder<CompletionItem>();
        var most = query.IsInvoked ? MostInvoked : 1;
        foreach (var beginning in Beginning.At(context, cancellationToken).Take(Tried))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!query.IsInvoked && beginning.Likelihood < LeastTyping)
                break;
            var whole = continuation.After(beginning.Text, cancellationToken);
            List<string> values = query.IsInvoked || context.Prospect.IsPattern ? [.. EnumValues.Of(context, beginning.Symbol, beginning.Text)] : [];
            foreach (var form in values.Count == 0 || values.Exists(value => whole.StartsWith(value, StringComparison.Ordinal)) ? [whole] : values)
            {
                if (items.Count < most && Binding(query, context, beginning, form, isUnwanted, cancellationToken) is { } item)
                    items.Add(item);
            }

            if (items.Count == most)
                break;
        }

        return items.ToImmutable();
    }

    /// <summary>The names that may stand at a caret, the likeliest first; none where nothing is completed.</summary>
    public ImmutableArray<RankedName> Names(CompletionQuery query, CancellationToken cancellationToken) => At(query, cancellationToken)?.Names ?? [];

    /// <summary>The same names as numbers, on which <see cref="Names"/> decides; null where nothing is completed.</summary>
    public NameChoice? Choice(CompletionQuery query, CancellationToken cancellationToken) =>
        Place(query) is { } place ? CaretContext.ChoiceOf(usages, place.File, place.Caret, cancellationToken) : null;

    private CaretContext? At(CompletionQuery query, CancellationToken cancellationToken) =>
        Place(query) is { } place ? CaretContext.Of(usages, place.File, place.Caret, cancellationToken) : null;

    // What one target framework leaves out another may compile.
    private static (CompiledFile File, Caret Caret)? Place(CompletionQuery query)
    {
        var text = query.File.Text.ToString();
        return query.Files.Select(file => NextLine.LeftOut(file, query.Caret)).Select(file => (File: file, Caret: Caret.At(file.Root, text, query.Caret))).FirstOrDefault(one => one.Caret is not null) is { Caret: { } caret, File: var file } ? (file, caret) : null;
    }

    // The longest form of a guess that binds.
    private CompletionItem? Binding(CompletionQuery query, CaretContext context, Beginning beginning, string whole, Func<string, bool> isUnwanted, CancellationToken cancellationToken)
    {
        foreach (var (form, fate) in ItemForms.Of(context, beginning.Text, whole).DistinctBy(one => one.Text))
        {
            var text = (beginning.IsSpaced ? " " : "") + form[context.Caret.Typed.Length..];
            if (text.Length < Shortest)
                continue;
            if (isUnwanted(text))
                return null;
            var (binds, errors) = ItemJudge.Judge(query, context.Caret.Start, text, import: null, cancellationToken);
            var import = binds ? null : Missing(query, errors);
            if (!binds && (import is null || !ItemJudge.Judge(query, context.Caret.Start, text, import, cancellationToken).Binds))
                continue;
            tally.Add(import is null ? fate : CompletionTally.Fate.Imported);
            return new CompletionItem(text, beginning.Likelihood, import);
        }

        tally.Add(CompletionTally.Fate.Dropped);
        return null;
    }

    // The one namespace that all that is unknown in it lacks.
    private string? Missing(CompletionQuery query, ImmutableArray<Diagnostic> errors)
    {
        var lacking = errors.Select(error => Imports.For(error, query.File.Model.Compilation, usages.Imported)).Distinct(StringComparer.Ordinal).Take(2).ToList();
        return lacking.Count == 1 ? lacking[0] : null;
    }
}
