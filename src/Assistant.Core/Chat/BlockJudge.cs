using System.Collections.Immutable;
using System.Globalization;
using Assistant.Core.Edits;
using Assistant.Core.Proposing.Models;
using Assistant.Core.Snapshots;
using Assistant.Core.Verification;

namespace Assistant.Core.Chat;

/// <summary>
/// Judges the blocks of an answer as they come: each by itself, on the text as it is. At its end those that do not compile by
/// themselves are judged again together with the others, since an answer may write a member in one block and its caller in
/// another; what a later block writes again is not part of that, so that a block compiles as it is shown or not at all.
/// </summary>
/// <param name="verifier">The judge of the text; null where nothing is loaded.</param>
/// <param name="near">What the question was about.</param>
/// <param name="imported">Namespaces that files of the solution import.</param>
/// <param name="unverifiable">Why nothing can be compiled, where nothing is loaded.</param>
internal sealed class BlockJudge(Verifier? verifier, IReadOnlyList<ChatPlace> near, ImmutableArray<string> imported, string unverifiable)
{
    /// <summary>Blocks of all answers to one question that are compiled; more are not.</summary>
    public const int MostBlocks = 40;

    // Each asks the compiler once more.
    private const int MostTogether = 16;

    private readonly List<JudgedBlock> judged = [];
    private int begun;

    /// <summary>All blocks until now, as they were judged last.</summary>
    public IReadOnlyList<JudgedBlock> Judged => judged;

    /// <summary>Another answer begins: of those before it only what compiles is taken together with its blocks.</summary>
    public void BeginAnswer() => begun = judged.Count;

    /// <summary>Judges the next block.</summary>
    public async Task<JudgedBlock> JudgeAsync(string info, string code, bool isClosed, CancellationToken cancellationToken)
    {
        var block = new JudgedBlock((judged.Count + 1).ToString(CultureInfo.InvariantCulture), info, code);
        block = !isClosed ? block with { Reason = "its end is missing" }
            : judged.Count >= MostBlocks ? block with { Reason = $"there are more than {MostBlocks} blocks" }
            : await OneAsync(block, cancellationToken);
        judged.Add(block);
        return block;
    }

    /// <summary>Whether what a block writes is written again by a later one that compiles.</summary>
    public bool IsMended(JudgedBlock block) => block.Pieces.All(piece => judged.Skip(judged.IndexOf(block) + 1).Any(later => later.Verdict == VerdictKind.Accepted && Writes(later, piece)));

    /// <summary>Judges the rejected blocks of the answer that has ended together with the others.</summary>
    /// <returns>Those that are judged otherwise now.</returns>
    public async Task<IReadOnlyList<JudgedBlock>> JudgeTogetherAsync(CancellationToken cancellationToken)
    {
        var parts = judged.Where((block, at) => (block.Verdict == VerdictKind.Accepted || (block.Verdict == VerdictKind.Rejected && at >= begun))
            && !judged.Skip(at + 1).Any(later => later.Verdict is VerdictKind.Accepted or VerdictKind.Rejected && block.Pieces.Any(piece => Writes(later, piece)))).ToList();
        if (parts.Count is < 2 or > MostTogether || !parts.Exists(IsRejected))
            return [];
        var (whole, errors) = await TogetherAsync(parts, cancellationToken);
        // What is left of several that need each other says more than what each lacks.
        if (whole is null)
            return errors.IsEmpty || parts.Count(IsRejected) < 2 || parts.Exists(part => part.NewDiagnostics.Any(known => errors.Any(error => error.Message == known.Message))) ? [] : Told(parts.FindAll(IsRejected), block => block with { NewDiagnostics = errors, Cause = errors[0].Id, Reason = $"together with {OthersOf(block, parts)} there are other errors" });
        // Those that compile by themselves and that nobody needs are nobody's business.
        foreach (var spare in parts.FindAll(part => !IsRejected(part)))
        {
            var fewer = parts.FindAll(part => part != spare);
            if (fewer.Count > 0 && await TogetherAsync(fewer, cancellationToken) is ({ } less, _))
                (parts, whole) = (fewer, less);
        }

        var together = parts;
        return Told(parts.FindAll(IsRejected), block => block with
        {
            Verdict = VerdictKind.Accepted,
            Reason = null,
            NewDiagnostics = [],
            Silencing = [],
            Cause = null,
            Together = [.. together.Where(other => other != block).Select(other => other.Id)],
            Edits = [.. whole.ToEdits()],
        });
    }

    private List<JudgedBlock> Told(List<JudgedBlock> blocks, Func<JudgedBlock, JudgedBlock> anew)
    {
        var told = blocks.ConvertAll(block => anew(block));
        for (var at = 0; at < blocks.Count; at++)
            judged[judged.IndexOf(blocks[at])] = told[at];
        return told;
    }

    private static string OthersOf(JudgedBlock block, List<JudgedBlock> parts) => string.Join(", ", parts.Where(other => other != block).Select(other => other.Title));

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
            Reason = reason.Length == 0 ? verdict.Reason : isUnverified ? verdict.Reason : verdict.NewDiagnostics.IsEmpty ? verdict.Silencing.FirstOrDefault(found => found.Hides) is { } hidden ? $"it hides something: {hidden.Rule}" : reason.TrimEnd('.') : null,
            NewDiagnostics = verdict.NewDiagnostics,
            Silencing = [.. verdict.Silencing.Where(found => found.Hides)],
            Cause = reason.Length == 0 || isUnverified ? null : verdict.Cause,
            Edits = [.. read.Changes.ToEdits()],
        };
    }

    // The changes where they compile together, else the errors that are left then.
    private async Task<(ChangeSet? Changes, ImmutableArray<ReportedDiagnostic> Errors)> TogetherAsync(List<JudgedBlock> parts, CancellationToken cancellationToken)
    {
        var (changes, _, problem) = await ChainAsync(verifier!.Snapshot, parts.ConvertAll(block => (block.Info, block.Code)), near, imported, cancellationToken);
        if (changes is null || problem is not null)
            return (null, []);
        var (verdict, reason, _) = await Judge.OfEdit(verifier).DecideAsync(changes, cancellationToken);
        return reason.Length == 0 ? (changes, []) : (null, verdict.NewDiagnostics);
    }

    private static bool IsRejected(JudgedBlock block) => block.Verdict == VerdictKind.Rejected;

    private static bool Writes(JudgedBlock block, WrittenPiece piece) => block.Pieces.Any(other => (other.Path, other.Name) == (piece.Path, piece.Name));

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
