using System.Runtime.CompilerServices;
using Assistant.Core.Edits;
using Assistant.Core.Proposing.Rules;
using Assistant.Core.Proposing.Typos;
using Assistant.Core.Snapshots;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CodeRefactorings;
using Microsoft.CodeAnalysis.Text;

namespace Assistant.Core.Proposing;

/// <summary>The tier that needs no model: asks the repair rules of this folder, then the SDK's providers.</summary>
public sealed class RulesTier(FixProviders providers)
{
    /// <summary>What it is called in answers.</summary>
    public const string Name = "rules";

    // The most a single diagnostic may cost: a verdict each.
    private const int MostCandidates = 16;

    /// <summary>Proposes repairs, in the order in which they are worth judging; none twice.</summary>
    /// <param name="snapshot">What the diagnostic was found in.</param>
    /// <param name="document">The document that has it.</param>
    /// <param name="target">The diagnostic, located in a tree of that document.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    internal async Task<IReadOnlyList<Proposal>> ProposeAsync(Snapshot snapshot, Document document, Diagnostic target, CancellationToken cancellationToken)
    {
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        var proposals = new List<Proposal>();
        await foreach (var proposal in AllAsync(snapshot, document, target, cancellationToken))
        {
            var outcome = string.Join('\n', proposal.Changes.Files.Select(Outcome));
            if (!places.TryAdd(outcome, proposals.Count))
                proposals[places[outcome]] = proposals[places[outcome]] with { IsOfSdk = proposals[places[outcome]].IsOfSdk || proposal.IsOfSdk };
            else if (proposals.Count < MostCandidates)
                proposals.Add(proposal);
            else
                break;
        }

        return proposals;
    }

    // Two proposers may cut the same change differently.
    private static string Outcome(FileChange file) => $"{file.FullPath} {(file.After is { } text ? Convert.ToHexString(text.GetContentHash().AsSpan()) : "")}";

    private async IAsyncEnumerable<Proposal> AllAsync(
        Snapshot snapshot, Document document, Diagnostic target, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (Misspelling.Is(target))
        {
            if (await TypoRepair.ProposeAsync(snapshot, document, target, cancellationToken) is { } changes)
                yield return new Proposal($"Correct to '{Misspelling.CorrectionOf(target)}'", nameof(TypoRepair), Preference.Usual, IsOfSdk: false, changes);
            yield break;
        }

        foreach (var (rule, repair) in await RepairsAsync(document, target, cancellationToken))
        {
            var edits = repair.Edits.Select(edit => new ReplaceText(snapshot.RelativePath(edit.Tree.FilePath), edit.Span.Start, edit.Span.Length, edit.NewText)).ToList();
            if (await ChangeSet.CreateAsync(snapshot, edits, cancellationToken) is ({ } changes, null))
                yield return new Proposal(repair.Title, rule, repair.Preference, IsOfSdk: false, changes);
        }

        await foreach (var (action, provider, preference) in ActionsAsync(document, target, cancellationToken))
        {
            var changed = await ChangedSolutionAsync(action, cancellationToken);
            if (changed is not null && await ChangeSet.BetweenAsync(snapshot, changed, cancellationToken) is { } changes)
                yield return new Proposal(action.Title, provider, preference, IsOfSdk: true, await TidiedAsync(snapshot, changes, cancellationToken));
        }
    }

    private static async Task<ChangeSet> TidiedAsync(Snapshot snapshot, ChangeSet changes, CancellationToken cancellationToken)
    {
        if (changes.Files is not [{ Before: { } text }])
            return changes;
        var edits = changes.ToEdits().ToList();
        var tidied = Usings.Tidied(edits, text);
        return ReferenceEquals(tidied, edits) ? changes : (await ChangeSet.CreateAsync(snapshot, tidied, cancellationToken)).Changes ?? changes;
    }

    private static async Task<IEnumerable<(string Rule, RuleRepair Repair)>> RepairsAsync(Document document, Diagnostic target, CancellationToken cancellationToken)
    {
        if (RepairRules.For(target.Id) is not { IsEmpty: false } rules
            || await document.GetSemanticModelAsync(cancellationToken) is not { } model
            || await document.GetTextAsync(cancellationToken) is not { } text)
            return [];
        var fault = new Fault(model, text, target, cancellationToken);
        var repairs = new List<(string Rule, RuleRepair Repair)>();
        foreach (var rule in rules)
            repairs.AddRange(await Contained(() => Task.FromResult(rule.Propose(fault).Select(repair => (rule.GetType().Name, repair)).ToList())) ?? []);
        return repairs.OrderBy(pair => pair.Repair.Preference);
    }

    private async IAsyncEnumerable<(CodeAction Action, string Provider, Preference Preference)> ActionsAsync(
        Document document, Diagnostic target, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var (provider, preference) in providers.For(target.Id))
        {
            var actions = await CollectAsync(register => provider.RegisterCodeFixesAsync(
                new CodeFixContext(document, target, (action, _) => register(action), cancellationToken)));
            foreach (var action in actions)
                yield return (action, provider.GetType().Name, preference);
        }

        foreach (var provider in providers.Refactorings)
        {
            var place = new TextSpan(target.Location.SourceSpan.Start, 0);
            var actions = await CollectAsync(register => provider.ComputeRefactoringsAsync(
                new CodeRefactoringContext(document, place, register, cancellationToken)));
            foreach (var action in actions)
                yield return (action, provider.GetType().Name, Preference.Usual);
        }
    }

    private static async Task<IEnumerable<CodeAction>> CollectAsync(Func<Action<CodeAction>, Task> ask)
    {
        var actions = new List<CodeAction>();
        var added = new Lock();
        await Contained(async () =>
        {
            await ask(action =>
            {
                lock (added)
                    actions.Add(action);
            });
            return true;
        });
        return actions.SelectMany(Leaves);
    }

    private static IEnumerable<CodeAction> Leaves(CodeAction action) =>
        action.NestedActions.IsEmpty ? [action] : action.NestedActions.SelectMany(Leaves);

    // Only actions that change text and nothing else: no dialogs, no packages, no references.
    private static async Task<Solution?> ChangedSolutionAsync(CodeAction action, CancellationToken cancellationToken)
    {
        if (action is CodeActionWithOptions)
            return null;
        var operations = await Contained(() => action.GetOperationsAsync(cancellationToken));
        return operations is [ApplyChangesOperation apply] ? apply.ChangedSolution : null;
    }

    // Providers are code of others, and rules meet text that nobody foresaw: one that fails has no proposal, and the next is asked.
    private static async Task<T?> Contained<T>(Func<Task<T>> ask)
    {
        try
        {
            return await ask();
        }
#pragma warning disable CA1031 // Any failure of a provider means the same: it proposes nothing.
        catch (Exception failure) when (failure is not OperationCanceledException)
#pragma warning restore CA1031
        {
            return default;
        }
    }
}
