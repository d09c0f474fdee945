using System.Collections.Immutable;
using Assistant.Cli.Applying;
using Assistant.Core.Chat;
using Assistant.Core.Edits;
using Assistant.Core.Snapshots;
using Assistant.Core.Verification;
using Assistant.Protocol.Types.Chat;
using Assistant.Server.Chat;
using Assistant.Server.Models;

namespace Assistant.Cli.Chats;

/// <summary>A conversation on a terminal: asks, remembers what was answered, and takes code of it into files.</summary>
/// <param name="opened">The judge of the files as they were opened.</param>
/// <param name="models">Who is asked.</param>
/// <param name="store">Where it is kept.</param>
/// <param name="text">Shows it.</param>
/// <param name="opening">When they began to be opened.</param>
/// <param name="time">Clock.</param>
internal sealed class TerminalChat(Verifier opened, TierModels models, ChatStore store, ChatText text, DateTimeOffset opening, TimeProvider time)
{
    private readonly DiskTexts disk = new(opening);
    private Verifier verifier = opened;

    // By the number that is shown, from 1: the turn it is of, and the block.
    private readonly List<(KeptTurn? Turn, JudgedBlock Block)> blocks = [];
    private string session = Guid.NewGuid().ToString();
    private ChangeSet? last;

    /// <summary>Asks.</summary>
    /// <param name="question">What is asked.</param>
    /// <param name="aboutIn">What it is about beside what it mentions, in the texts of now.</param>
    /// <param name="progress">Told what is done.</param>
    /// <param name="cancellationToken">Stops the answer.</param>
    /// <returns>How it ended, and all that was said.</returns>
    public async Task<(ChatOutcome Outcome, ChatTurn Turn)> AskAsync(string question, Func<Snapshot, CancellationToken, Task<ImmutableArray<ChatSubject>>> aboutIn, IProgress<string> progress, CancellationToken cancellationToken)
    {
        var before = store.Read(session)?.Turns ?? [];
        var number = KeptChat.NextNumber(before);
        verifier = await (await disk.TakeInAsync(verifier, cancellationToken)).SettleAsync(cancellationToken);
        var mentions = new Mentions(verifier.Snapshot);
        var (mentioned, unknown) = await mentions.InAsync(question, cancellationToken);
        foreach (var name in unknown)
            text.Say($"{name} is nothing of this solution, so it is taken as it stands");
        var subjects = (await aboutIn(verifier.Snapshot, cancellationToken)).AddRange(mentioned);
        if (subjects.All(subject => subject.Place is null))
            subjects = subjects.AddRange(await mentions.NamedInAsync(question, cancellationToken));
        var asked = new ChatQuestion(question, subjects, [.. before.SelectMany(ChatRecorder.MessagesOf)]);
        var recorder = new ChatRecorder(session, number, asked, models);
        var (outcome, message, first) = (ChatOutcome.Cancelled, (string?)null, blocks.Count);
        KeptTurn turn;
        try
        {
            await foreach (var piece in new Conversation(models.Tiers).AnswerAsync(asked, verifier, "", cancellationToken))
            {
                recorder.Take(piece);
                if (piece is ChatPiece.Ended ended)
                    (outcome, message) = (ended.Outcome, ended.Message);
                else
                    Show(piece, first, progress);
            }
        }
        finally
        {
            turn = recorder.Turn(ChatRecorder.WordOf(outcome), message);
            store.Keep(session, turn, time.GetUtcNow());
            for (var at = first; at < blocks.Count; at++)
                blocks[at] = blocks[at] with { Turn = turn };
        }

        text.Ended(outcome, message);
        return (outcome, turn.Told);
    }

    /// <summary>The edit of a block for the files as they are now.</summary>
    /// <returns>The edit, or why there is none.</returns>
    public async Task<(ChangeSet? Changes, string? Reason)> EditOfAsync(int number, CancellationToken cancellationToken)
    {
        if (BlockOf(number) is not { Turn: { } turn } found)
            return (null, $"there is no block [{number}]");
        if (found.Block.Verdict != VerdictKind.Accepted)
            return (null, $"[{number}] {(found.Block.Verdict == VerdictKind.Rejected ? "did not compile" : "was not checked")}, so it is not taken into a file");
        verifier = await (await disk.TakeInAsync(verifier, cancellationToken)).SettleAsync(cancellationToken);
        var together = blocks.Where(block => block.Turn == turn && (block.Block.Id == found.Block.Id || found.Block.Together.Contains(block.Block.Id))).Select(block => block.Block).ToList();
        return await LaterText.TakeAsync(verifier, together, turn.Places, cancellationToken);
    }

    /// <summary>Writes an edit.</summary>
    public async Task WriteAsync(ChangeSet changes, CancellationToken cancellationToken)
    {
        await ChangeWriter.WriteAsync(changes, cancellationToken);
        last = changes;
        verifier = await verifier.ChangedAsync(changes, cancellationToken);
    }

    /// <summary>Takes the last edit back, all of it.</summary>
    /// <returns>Whether there was one.</returns>
    public async Task<bool> UndoAsync(CancellationToken cancellationToken)
    {
        if (last is null)
            return false;
        var texts = last.Files.ToDictionary(file => file.FullPath, file => file.Before?.ToString(), StringComparer.Ordinal);
        var (back, _) = await ChangeSet.OfTextsAsync(last.After, texts, cancellationToken);
        await ChangeWriter.WriteAsync(back!, cancellationToken);
        last = null;
        verifier = await disk.TakeInAsync(verifier, cancellationToken);
        return true;
    }

    /// <summary>Shows a block with its code, whatever was said of it.</summary>
    /// <returns>Whether there is one.</returns>
    public bool Show(int number)
    {
        if (BlockOf(number) is not { } found)
            return false;
        text.Block(number, found.Block, OthersOf(found.Block, found.Turn), withCode: true);
        return true;
    }

    /// <summary>Begins anew: what was said before is told no model any more.</summary>
    public void Begin() => session = Guid.NewGuid().ToString();

    /// <summary>Goes on with the conversation that was changed last.</summary>
    /// <returns>Whether one is kept.</returns>
    public bool GoOn()
    {
        if (store.List() is not [var kept, ..])
            return false;
        session = kept.Session;
        text.Say($"going on with: {kept.Title}");
        // What compiled then may be applied now.
        foreach (var turn in store.Read(session)?.Turns ?? [])
        {
            foreach (var block in turn.Blocks.Where(block => block.IsAccepted))
            {
                blocks.Add((turn, block.ToJudged()));
                text.Say($"[{blocks.Count}] {block.Title}");
            }
        }

        return true;
    }

    private (KeptTurn? Turn, JudgedBlock Block)? BlockOf(int number) => number >= 1 && number <= blocks.Count ? blocks[number - 1] : null;

    private void Show(ChatPiece piece, int first, IProgress<string> progress)
    {
        switch (piece)
        {
            case ChatPiece.Asked asked:
                text.Asked(asked.Tier, models.ModelNameOf(asked.Tier), models.IsHere(asked.Tier), asked.Reason);
                progress.Report($"asking the {asked.Tier} model");
                break;
            case ChatPiece.Prose prose:
                text.Prose(prose.Text);
                break;
            case ChatPiece.Doing doing:
                progress.Report(doing.Message);
                break;
            case ChatPiece.Block { Judged: var judged }:
                var at = blocks.FindIndex(first, block => block.Block.Id == judged.Id);
                if (at < 0)
                    blocks.Add((null, judged));
                else
                    blocks[at] = (null, judged);
                text.Block(at < 0 ? blocks.Count : at + 1, judged, OthersOf(judged, null), withCode: false);
                break;
        }
    }

    private IReadOnlyList<int> OthersOf(JudgedBlock block, KeptTurn? turn) =>
        [.. blocks.Select((one, at) => (one, at)).Where(one => one.one.Turn == turn && block.Together.Contains(one.one.Block.Id)).Select(one => one.at + 1)];
}
