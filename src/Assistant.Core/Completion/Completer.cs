using System.Collections.Immutable;
using Assistant.Core.Edits;
using Assistant.Core.Verification;

namespace Assistant.Core.Completion;

/// <summary>
/// Completes at a caret without any model: the compiler says which names may stand there, the user's own code which of them is
/// likely and how it goes on, and the compiler again whether all of it binds. What does not is cut down to its first name, or
/// dropped.
/// </summary>
public sealed class Completer(UsageIndex usages)
{
    private const int MostInvoked = 3;

    // While the user types, a guess that is wrong more often than not is in the way.
    private const double LeastTyping = 0.3;
    private const int Tried = 6;
    private const int Shortest = 2;

    /// <summary>What can be inserted, the likeliest first: one while the user types, up to three when asked for, each beginning with another token.</summary>
    public async Task<ImmutableArray<CompletionItem>> CompleteAsync(Verifier verifier, CompletionQuery query, CancellationToken cancellationToken)
    {
        var text = query.Text.ToString();
        if (Nesting.IsTooDeep(text))
            return [];
        var model = await verifier.ModelAsync(query.Document, query.Text, cancellationToken);
        var root = await model.SyntaxTree.GetRootAsync(cancellationToken);
        if (Caret.At(root, text, query.Caret) is not { } caret)
            return [];
        var names = LegalNames.At(model, caret.Start, cancellationToken);
        var usage = usages.At(model.SyntaxTree.FilePath, verifier.Snapshot.BuildOf(query.Document.ProjectId).ProjectFile, root, caret.Start);
        var continuation = new Continuation(usage, names.Select(name => name.Name).ToHashSet(StringComparer.Ordinal));
        var plausibility = Plausibility.At(model, LegalNames.TokenBefore(root, caret.Start), caret.Start, cancellationToken);
        var items = ImmutableArray.CreateBuilder<CompletionItem>();
        foreach (var (first, likelihood) in Firsts(usage, caret, names, plausibility))
        {
            if (!query.IsInvoked && likelihood < LeastTyping)
                break;
            if (await BindingAsync(verifier, query, caret, first, continuation.After(first), cancellationToken) is { } binding)
                items.Add(new CompletionItem(binding, likelihood));
            if (items.Count == (query.IsInvoked ? MostInvoked : 1))
                break;
        }

        return items.ToImmutable();
    }

    // As much of a text as binds: all of it, its first token, or nothing.
    private static async Task<string?> BindingAsync(Verifier verifier, CompletionQuery query, Caret caret, string first, string whole, CancellationToken cancellationToken)
    {
        var (all, name) = (whole[caret.Typed.Length..], first[caret.Typed.Length..]);
        if (all.Length < Shortest)
            return null;
        var errors = await ItemJudge.ErrorsAsync(verifier, query, caret.Start, all, cancellationToken);
        if (errors.IsEmpty)
            return all;
        // What is wrong with the first token itself does not go away with the rest.
        return name.Length >= Shortest && name != all && errors.All(error => error.Start >= query.Caret + name.Length)
            && (await ItemJudge.ErrorsAsync(verifier, query, caret.Start, name, cancellationToken)).IsEmpty ? name : null;
    }

    // Where a receiver or a part of a name stands, only names come next; elsewhere, whatever came next before.
    private static IEnumerable<(string Text, double Likelihood)> Firsts(UsageAtCaret usage, Caret caret, ImmutableArray<LegalName> names, Plausibility plausibility)
    {
        var fitting = names.Where(name => name.Name.Length > caret.Typed.Length && name.Name.StartsWith(caret.Typed, StringComparison.Ordinal)).ToList();
        var ranked = NameCompletion.Ranked(usage, fitting, plausibility).Take(Tried).Select(name => (name.Name, name.Likelihood));
        if (caret.IsMember || caret.Typed.Length > 0)
            return ranked;
        var next = usage.Model.Next(usage.Before, Tried * 2).Select(next => (Text: usage.Vocabulary.TextOf(next.Token), next.Likelihood, next.Gap)).ToList();
        var ofNames = next.Where(one => CodeTokens.IsName(one.Text)).Sum(one => one.Likelihood);
        return ranked.Select(name => (name.Name, name.Likelihood * ofNames))
            .Concat(next.Where(one => !CodeTokens.IsName(one.Text) && one.Gap != Gap.Line && one.Text != CodeTokens.AnyText).Select(one => (one.Text, one.Likelihood)))
            .OrderByDescending(one => one.Item2);
    }
}
