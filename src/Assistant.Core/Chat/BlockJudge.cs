using System.Collections.Immutable;
using System.Globalization;
using Assistant.Core.Edits;
using Assistant.Core.Proposing.Models;
using Assistant.Core.Snapshots;
using Assistant.Core.Verification;

namespace Assistant.Core.Chat;

/// <summary>
/// Judges the blocks of an answer as they come: each by itself, on the text as it is; those that do not compile by themselves
/// again together with the others, since an answer may write a member in one block and its caller in another.
/// </summary>
/// <param name="verifier">The judge of the text; null where nothing is loaded.</param>
/// <param name="near">What the question was about.</param>
/// <param name="imported">Namespaces that files of the solution import.</param>
/// <param name="unverifiable">Why nothing can be compiled, where nothing is loaded.</param>
internal sealed class BlockJudge(Verifier? verifier, IReadOnlyList<ChatPlace> near, ImmutableArray<string> imported, string unverifiable)
{
    private readonly List<JudgedBlock> judged = [];
    private int begun;

    /// <summary>All blocks until now, as they were judged last.</summary>
    public IReadOnlyList<JudgedBlock> Judged => judged;

    /// <summary>Another answer begins: of those before it only what compiles is taken together with its blocks.</summary>
    public void BeginAnswer() => begun = judged.Count;

    /// <summary>Judges the next block.</summary>
    /// <returns>It, and blocks before it that are judged otherwise now.</returns>
    public async Task<IReadOnlyList<JudgedBlock>> JudgeAsync(string info, string code, bool isClosed, CancellationToken cancellationToken)
    {
        var id = (judged.Count + 1).ToString(CultureInfo.InvariantCulture);
        var block = isClosed ? await OneAsync(new JudgedBlock(id, info, code), cancellationToken) : new JudgedBlock(id, info, code) { Reason = "its end is missing" };
        judged.Add(block);
        return block.Verdict is VerdictKind.Accepted or VerdictKind.Rejected ? await TogetherAsync(cancellationToken) : [block];
    }

    private async Task<JudgedBlock> OneAsync(JudgedBlock block, CancellationToken cancellationToken)
    {
        if (verifier is null)
            return block with { Reason = BlockHeader.Of(block.Info, block.Code).IsOwn ? unverifiable : "it is no C#" };
        var read = await new BlockReader(verifier.Snapshot, near, imported).ReadAsync(block.Info, block.Code, cancellationToken);
        var known = block with { Path = read.Path, Title = read.Title, Pieces = read.Pieces, Reason = read.Problem };
        if (read.Changes is null || read.Problem is not null)
            return known;
        var (verdict, reason, _) = await Judge.OfEdit(verifier).DecideAsync(read.Changes, cancellationToken);
        var isUnverified = verdict.Kind is VerdictKind.NotVerified or VerdictKind.Invalid;
        return known with
        {
            Verdict = reason.Length == 0 ? VerdictKind.Accepted : isUnverified ? VerdictKind.NotVerified : VerdictKind.Rejected,
            Reason = reason.Length == 0 ? verdict.Reason : isUnverified ? verdict.Reason : verdict.NewDiagnostics.IsEmpty ? reason.TrimEnd('.') : null,
            NewDiagnostics = verdict.NewDiagnostics,
            Silencing = [.. verdict.Silencing.Where(found => found.Hides)],
            Cause = reason.Length == 0 || isUnverified ? null : verdict.Cause,
            Edits = [.. read.Changes.ToEdits()],
        };
    }

    // The last block, and what it makes of those before it.
    private async Task<IReadOnlyList<JudgedBlock>> TogetherAsync(CancellationToken cancellationToken)
    {
        var last = judged[^1];
        var parts = judged.Where((block, at) => block.Verdict == VerdictKind.Accepted || (block.Verdict == VerdictKind.Rejected && at >= begun && !IsWrittenAgain(at))).ToList();
        if (parts.Count < 2 || !parts.Exists(block => block.Verdict == VerdictKind.Rejected))
            return [last];
        var (changes, _, problem) = await ChainAsync(verifier!.Snapshot, parts.ConvertAll(block => (block.Info, block.Code)), near, imported, cancellationToken);
        if (changes is null || problem is not null)
            return [last];
        var (verdict, reason, _) = await Judge.OfEdit(verifier).DecideAsync(changes, cancellationToken);
        if (reason.Length > 0)
            return [last];
        List<JudgedBlock> told = last.Verdict == VerdictKind.Accepted ? [last] : [];
        // Those that compile by themselves may still be taken without the others.
        foreach (var block in parts.Where(block => block.Verdict == VerdictKind.Rejected))
        {
            var together = block with
            {
                Verdict = VerdictKind.Accepted,
                Reason = verdict.Reason,
                NewDiagnostics = [],
                Silencing = [],
                Cause = null,
                Together = [.. parts.Where(other => other != block).Select(other => other.Id)],
                Edits = [.. changes.ToEdits()],
            };
            judged[judged.IndexOf(block)] = together;
            told.Add(together);
        }

        return told;
    }

    // Whether a later block writes all that one writes: it is not what would be compiled.
    private bool IsWrittenAgain(int at) => judged[at].Pieces.All(piece => judged.Skip(at + 1).Any(later => later.Pieces.Any(other => (other.Path, other.Name) == (piece.Path, piece.Name))));

    /// <summary>Reads blocks one on the text after the other.</summary>
    /// <returns>All changes as one; the pieces that each block writes; why one of them cannot be read, null when all can. No changes where all stands there already.</returns>
    public static async Task<(ChangeSet? Changes, ImmutableArray<ImmutableArray<WrittenPiece>> Pieces, string? Problem)> ChainAsync(
        Snapshot snapshot, IReadOnlyList<(string Info, string Code)> blocks, IReadOnlyList<ChatPlace> near, ImmutableArray<string> imported, CancellationToken cancellationToken)
    {
        ChangeSet? all = null;
        var pieces = ImmutableArray.CreateBuilder<ImmutableArray<WrittenPiece>>();
        foreach (var (info, code) in blocks)
        {
            var read = await new BlockReader(all?.After ?? snapshot, near, imported).ReadAsync(info, code, cancellationToken);
            pieces.Add(read.Pieces);
            var stands = read.Changes is null && !read.Pieces.IsEmpty && read.Pieces.All(piece => piece.Stands);
            if (read.Problem is { } problem && !stands)
                return (null, pieces.ToImmutable(), problem);
            if (read.Changes is not { } changes)
                continue;
            all = all is null ? changes : await all.ThenAsync(changes, cancellationToken);
            if (all is null)
                return (null, pieces.ToImmutable(), "the blocks cannot be put together");
        }

        return (all, pieces.ToImmutable(), null);
    }
}
