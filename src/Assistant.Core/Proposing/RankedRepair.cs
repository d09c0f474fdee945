using Assistant.Core.Edits;
using Assistant.Core.Verification;
using Microsoft.CodeAnalysis.Text;

namespace Assistant.Core.Proposing;

/// <summary>
/// A repair that passed the verifier, with its place among others: what uncovers no error first, then what its proposer
/// prefers, then the smallest change, then what the code around uses most. Where all of that is the same, nothing tells
/// which one was meant.
/// </summary>
internal sealed class RankedRepair
{
    /// <summary>No two are equal: those of one rank stand in the order of their titles.</summary>
    public static readonly Comparer<RankedRepair> BestFirst = Comparer<RankedRepair>.Create(Compare);

    private readonly (int Uncovered, Preference Preference, int Size, int Unfamiliar) rank;

    private RankedRepair(VerifiedRepair repair, (int Uncovered, Preference Preference, int Size, int Unfamiliar) rank, int order)
    {
        Repair = repair;
        this.rank = rank;
        Order = order;
    }

    public VerifiedRepair Repair { get; }

    /// <summary>Its turn among all proposals.</summary>
    public int Order { get; }

    /// <summary>The same in the same place, with more in its verdict.</summary>
    public RankedRepair With(Verdict verdict) => new(Repair with { Verdict = verdict }, rank, Order);

    /// <summary>Whether nothing but its title or its turn tells it from another one.</summary>
    public bool IsTiedWith(RankedRepair other) => rank == other.rank;

    /// <param name="proposal">What was proposed.</param>
    /// <param name="verdict">The verifier's word.</param>
    /// <param name="order">Its turn; decides between equals, so that no two are the same.</param>
    public static RankedRepair Of(Proposal proposal, Verdict verdict, int order) => new(
        new VerifiedRepair(proposal.ToCandidate(), verdict),
        (verdict.NewDiagnostics.Length, proposal.Preference, Size(proposal.Changes), -Familiarity(proposal.Changes)),
        order);

    private static int Compare(RankedRepair one, RankedRepair other) =>
        one.rank.CompareTo(other.rank) is not 0 and var byRank ? byRank
        : string.CompareOrdinal(one.Repair.Candidate.Title, other.Repair.Candidate.Title) is not 0 and var byTitle ? byTitle
        : one.Order.CompareTo(other.Order);

    /// <summary>Characters that differ, in UTF-16 units, added and removed ones.</summary>
    private static int Size(ChangeSet changes) =>
        changes.Files.Sum(file => file.Before is null || file.After is null
            ? (file.Before ?? file.After)!.Length
            : file.After.GetTextChanges(file.Before).Sum(change => IsUsing(change) ? 1 : Size(file.Before.ToString(change.Span), change.NewText ?? "")));

    // How long the name of a namespace is says nothing about which one was meant.
    private static bool IsUsing(TextChange change) =>
        change.Span.IsEmpty && change.NewText?.Trim() is ['u', 's', 'i', 'n', 'g', ' ', .., ';'] written && !written.Contains('\n', StringComparison.Ordinal);

    private static int Size(string before, string after)
    {
        var (start, end) = SharedEnds.Of(before, after);
        return before.Length + after.Length - (2 * (start + end));
    }

    // How often the inserted text already stands in the files of the same projects.
    private static int Familiarity(ChangeSet changes)
    {
        var inserted = changes.Files
            .Where(file => file is { Before: not null, After: not null })
            .SelectMany(file => file.After!.GetTextChanges(file.Before!))
            .Select(change => (change.NewText ?? "").Trim())
            .Where(text => text.Length > 1)
            .ToHashSet(StringComparer.Ordinal);
        if (inserted.Count == 0)
            return 0;
        var projects = changes.Files.SelectMany(file => file.Documents).Select(id => id.ProjectId).Distinct();
        return projects
            .SelectMany(id => changes.Before.Solution.GetProject(id)!.Documents)
            .Sum(document => document.TryGetText(out var text) ? CountIn(text.ToString(), inserted) : 0);
    }

    private static int CountIn(string text, IEnumerable<string> pieces) => pieces.Count(piece => text.Contains(piece, StringComparison.Ordinal));
}
