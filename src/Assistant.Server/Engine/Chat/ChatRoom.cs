using Assistant.Core.Chat;
using Assistant.Protocol.Types.Chat;
using Assistant.Server.Chat;
using Assistant.Server.Engine.Analysis;
using Assistant.Server.Models;

namespace Assistant.Server.Engine.Chat;

/// <summary>
/// The conversations of an engine. A question is about the texts as they are when it comes; it is kept from its first moment, so
/// that nothing is lost with an engine; and code of an answer is applied to the texts as they are then, judged on them.
/// </summary>
/// <param name="feed">What is known now.</param>
/// <param name="writer">Writes edits.</param>
/// <param name="models">Who is asked.</param>
/// <param name="reporter">Counts what was judged.</param>
/// <param name="place">Where it is.</param>
internal sealed class ChatRoom(StateFeed feed, EditWriter writer, TierModels models, EngineReporter reporter, ChatRoomPlace place)
{
    // A large solution is opened meanwhile; whoever does not want to wait stops.
    private static readonly TimeSpan OpeningTime = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan SettlingTime = TimeSpan.FromSeconds(30);

    private readonly QuestionOrder order = new();

    /// <summary>Answers a question.</summary>
    /// <param name="asked">It.</param>
    /// <param name="tell">Told what comes, in order.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<ChatResult> AskAsync(ChatParams asked, Action<ChatPart> tell, CancellationToken cancellationToken)
    {
        if (models.IsEmpty)
            return new ChatResult("failed", "no model is configured: name one in settings.json, or see with `assistant models recommend` what fits this machine", []);
        // Who stops an answer hears at once that it has ended, and asks on while it still ends here.
        using var turn = await order.EnterAsync(asked.Session, cancellationToken);
        return await AnswerAsync(asked, tell, cancellationToken);
    }

    private async Task<ChatResult> AnswerAsync(ChatParams asked, Action<ChatPart> tell, CancellationToken cancellationToken)
    {
        var before = place.Store?.Read(asked.Session)?.Turns ?? [];
        var number = KeptChat.NextNumber(before);
        var recorder = new ChatRecorder(asked.Session, number, new ChatQuestion(asked.Text, [], []), models);
        void Keep(string outcome, string? message, bool isKnown = true) => place.Store?.Keep(asked.Session, recorder.Turn(outcome, message), place.Time.GetUtcNow(), isKnown);
        try
        {
            Keep("failed", "the answer broke off: ask again", isKnown: false);
            var (judge, unverifiable) = await JudgeAsync(tell, cancellationToken);
            var (subjects, missing) = await new ChatSubjects(judge, feed.Newest, place.Encoding).OfAsync(asked, cancellationToken);
            if (missing is [var first, ..])
            {
                Keep("failed", $"{first} is no file of the solution");
                return recorder.Result("failed", $"{first} is no file of the solution: the list behind # has those that are");
            }

            var question = new ChatQuestion(asked.Text, subjects, [.. before.SelectMany(ChatRecorder.MessagesOf)]);
            recorder = new ChatRecorder(asked.Session, number, question, models);
            var (outcome, message) = (ChatOutcome.Failed, (string?)null);
            var verifier = judge is null ? null : await judge.Verifier.SettleAsync(cancellationToken);
            await foreach (var piece in new Conversation(models.Tiers).AnswerAsync(question, verifier, unverifiable, cancellationToken))
            {
                if (piece is ChatPiece.Ended ended)
                    (outcome, message) = (ended.Outcome, ended.Message);
                else if (recorder.Take(piece) is { } part)
                    tell(part);
            }

            Keep(ChatRecorder.WordOf(outcome), message);
            return recorder.Result(ChatRecorder.WordOf(outcome), message);
        }
        catch (OperationCanceledException)
        {
            Keep(ChatRecorder.WordOf(ChatOutcome.Cancelled), null);
            throw;
        }
        finally
        {
            reporter.Count(recorder.Accepted, recorder.Causes);
        }
    }

    /// <summary>The edit of a block for the texts as they are now.</summary>
    public async Task<ChatApply> ApplyAsync(string editId, CancellationToken cancellationToken)
    {
        ChatApply Refused(string reason) => new(null, "", reason);
        var session = editId.Split('/')[0];
        if (place.Store?.Read(session)?.Turns.FirstOrDefault(turn => turn.Blocks.Any(block => block.Id == editId)) is not { } turn)
            return Refused("the conversation with this code is not kept any more");
        var chosen = turn.Blocks.First(block => block.Id == editId);
        if (!chosen.IsAccepted)
            return Refused("the code did not compile when the answer came");
        if (!place.IsLoading)
            return Refused("no solution is open, or its folder is not trusted, and nothing is changed unverified");
        var known = await feed.WaitAsync(known => known.Judge is { } judge && judge.IsOf(known), SettlingTime, place.Time, cancellationToken);
        if (known.Judge is not { } judge || !judge.IsOf(known))
            return Refused("the solution is not ready yet: try again when it is");
        var verifier = await judge.Verifier.SettleAsync(cancellationToken);
        // In the order of the answer.
        var blocks = turn.Blocks.Where(block => block == chosen || chosen.Together.Contains(block.Id, StringComparer.Ordinal))
            .Select(block => block.ToJudged()).ToList();
        var (changes, reason) = await LaterText.TakeAsync(verifier, blocks, turn.Places, cancellationToken);
        if (changes is null)
            return Refused(reason!);
        if (changes.Files.Any(file => file.Before is null) && !writer.CanCreate)
            return Refused("the editor does not let a server make files: copy the code into a new one");
        return writer.Write(chosen.Title, changes.ToEdits(), judge, feed.Newest, isUnseen: true) is { } edit
            ? new ChatApply(edit, chosen.Title, null)
            : Refused("files changed meanwhile: try again");
    }

    /// <summary>What is kept.</summary>
    /// <param name="session">Which conversation; null for their list.</param>
    public ChatHistory History(string? session) => session is null
        ? new ChatHistory { Sessions = place.Store?.List() ?? [] }
        : new ChatHistory { Session = session, Turns = [.. (place.Store?.Read(session)?.Turns ?? []).Select(turn => turn.Told)] };

    /// <summary>Forgets a conversation, or all.</summary>
    public void Forget(string? session) => place.Store?.Forget(session);

    /// <summary>What may be mentioned.</summary>
    public async Task<ChatMentions> MentionsAsync(string query, CancellationToken cancellationToken)
    {
        const int Most = 12;
        if (feed.Newest.Judge is not { } judge)
            return new ChatMentions([]);
        var found = await new Mentions(judge.Verifier.Snapshot).CompleteAsync(query, Most, cancellationToken);
        return new ChatMentions([.. found.Select(item => new ChatMentions.Item(item.Kind, "#" + item.Text, item.Detail))]);
    }

    private async Task<(Judge? Judge, string Unverifiable)> JudgeAsync(Action<ChatPart> tell, CancellationToken cancellationToken)
    {
        if (!place.IsLoading)
            return (null, "no solution is open, or its folder is not trusted, so it was not compiled");
        if (feed.Newest.Judge is null)
            tell(new ChatPart.StatePart("waiting until the solution is open"));
        var known = await feed.WaitAsync(known => known.Judge is { } judge && judge.IsOf(known), feed.Newest.Judge is null ? OpeningTime : SettlingTime, place.Time, cancellationToken);
        return known.Judge is { } found ? (found, "") : (null, "the solution is still being opened, so it was not compiled");
    }
}
