using System.Collections.Immutable;
using Assistant.Core.Edits;
using Assistant.Core.Proposing.Models;
using Assistant.Core.Verification;

namespace Assistant.Core.Chat;

/// <summary>
/// Takes blocks of an earlier answer into the text as it is now. They are read anew, so that they follow what moved, and judged
/// anew; where what they would take the place of is no longer what it was, they are refused.
/// </summary>
public static class LaterText
{
    /// <summary>The edit for the text of now.</summary>
    /// <param name="verifier">The judge of the text of now.</param>
    /// <param name="blocks">What is to be taken, in the order of the answer.</param>
    /// <param name="near">What the question was about.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The edit, or why there is none, as a sentence without its point.</returns>
    public static async Task<(ChangeSet? Changes, string? Reason)> TakeAsync(Verifier verifier, IReadOnlyList<JudgedBlock> blocks, IReadOnlyList<ChatPlace> near, CancellationToken cancellationToken)
    {
        var imported = await AnswerChanges.ImportedAsync(verifier.Snapshot.Solution, cancellationToken);
        var (changes, pieces, problem) = await BlockJudge.ChainAsync(verifier.Snapshot, [.. blocks.Select(block => (block.Info, block.Code))], near, imported, cancellationToken);
        var moved = blocks.Zip(pieces).Select(pair => Moved(pair.First.Pieces, pair.Second)).FirstOrDefault(name => name is not null);
        if (moved is not null)
            return (null, $"{moved} is not what it was when the answer came: ask again");
        if (problem is not null)
            return (null, $"on the text as it is now {problem}: ask again");
        if (changes is null)
            return (null, "the code is there already");
        var (verdict, reason, _) = await Judge.OfEdit(verifier).DecideAsync(changes, cancellationToken);
        return reason.Length == 0 ? (changes, null)
            : (null, $"on the text as it is now {(verdict.NewDiagnostics is [var first, ..] ? $"it does not compile: {first.Id}: {first.Message.TrimEnd('.')}" : reason.TrimEnd('.'))}: ask again");
    }

    // The first piece that is neither as it was nor as the block writes it.
    private static string? Moved(ImmutableArray<WrittenPiece> then, ImmutableArray<WrittenPiece> now)
    {
        foreach (var piece in then)
        {
            var found = now.FirstOrDefault(one => one.Path == piece.Path && one.Name == piece.Name);
            // A file that was made meanwhile is read member by member.
            if (found is null && now.Length > 0 && now.All(one => one.Path == piece.Path && one.Stands))
                continue;
            if (found is null || !(found.Stands || found.Before == piece.Before))
                return piece.Name;
        }

        return null;
    }
}
