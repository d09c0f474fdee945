using System.Text;
using Assistant.Core.Chat;
using Assistant.Core.Edits;
using Assistant.Core.Proposing.Models;
using Assistant.Core.Verification;
using Assistant.Protocol.Types;
using Assistant.Protocol.Types.Chat;
using Assistant.Server.Models;

namespace Assistant.Server.Chat;

/// <summary>Writes down an answer while it comes: for the client, for the end of the request and for later.</summary>
/// <param name="session">The conversation.</param>
/// <param name="number">The turn's.</param>
/// <param name="question">What was asked.</param>
/// <param name="models">Who is asked.</param>
public sealed class ChatRecorder(string session, int number, ChatQuestion question, TierModels models)
{
    private readonly List<ChatPart> parts = [];
    private readonly List<JudgedBlock> blocks = [];
    // What was said since the last part.
    private readonly StringBuilder prose = new();

    /// <summary>Causes for which blocks were thrown away, for counting.</summary>
    public IReadOnlyList<string> Causes => [.. blocks.Select(block => block.Cause).OfType<string>()];

    /// <summary>How many blocks compile.</summary>
    public int Accepted => blocks.Count(block => block.Verdict == VerdictKind.Accepted);

    /// <summary>Takes a piece.</summary>
    /// <returns>What the client is told; null for the end.</returns>
    public ChatPart? Take(ChatPiece piece)
    {
        ChatPart? part = piece switch
        {
            ChatPiece.Asked asked => new ChatPart.TierPart(asked.Tier, models.ModelNameOf(asked.Tier), models.IsHere(asked.Tier), asked.Reason),
            ChatPiece.Prose prose => new ChatPart.TextPart(prose.Text),
            ChatPiece.Doing doing => new ChatPart.StatePart(doing.Message),
            ChatPiece.Block block => PartOf(block.Judged),
            _ => null,
        };
        if (piece is ChatPiece.Block { Judged: var judged })
        {
            blocks.RemoveAll(known => known.Id == judged.Id);
            blocks.Add(judged);
        }

        if (part is not null)
            Write(part);
        return part;
    }

    /// <summary>What is kept of it.</summary>
    /// <param name="outcome">How it ended.</param>
    /// <param name="message">What is to be said of that.</param>
    public KeptTurn Turn(string outcome, string? message) => new(
        number,
        new ChatTurn(question.Text, [.. question.Subjects.Select(subject => subject.Label)], [.. parts, .. Said()], outcome, message),
        [.. question.Subjects.Select(subject => subject.Place).OfType<ChatPlace>().Select(place => new KeptTurn.Place(place.FullPath, place.Span?.Start, place.Span?.Length ?? 0))],
        [.. blocks.Where(block => block.Title is not null).Select(block => new KeptTurn.Block(IdOf(block.Id), block.Title!, block.Info, block.Code, block.Verdict == VerdictKind.Accepted, [.. block.Together.Select(IdOf)], block.Pieces))]);

    /// <summary>The answer to the request.</summary>
    /// <param name="outcome">How it ended.</param>
    /// <param name="message">What is to be said of that.</param>
    public ChatResult Result(string outcome, string? message) =>
        new(outcome, message, [.. blocks.Where(block => !block.Edits.IsEmpty).Select(block => new ChatResult.Edit(IdOf(block.Id), WordOf(block.Verdict), [.. block.Edits.Select(EditOf)]))]);

    /// <summary>What was said in earlier turns, as a model is told it.</summary>
    public static IEnumerable<PromptMessage> MessagesOf(KeptTurn turn)
    {
        var said = string.Concat(turn.Told.Parts.Select(part => part switch
        {
            ChatPart.TextPart text => text.Text,
            ChatPart.EditPart edit => CodeFence.Around(edit.Code, edit.Language + (edit.Path is null ? "" : $" {edit.Path}")),
            _ => "",
        }));
        return said.Trim().Length == 0 ? [] : [new PromptMessage("user", turn.Told.Text), new PromptMessage("assistant", said)];
    }

    /// <summary>An outcome in the protocol's word.</summary>
    public static string WordOf(ChatOutcome outcome) => outcome switch
    {
        ChatOutcome.Answered => "answered",
        ChatOutcome.NoVerifiedProposal => "noVerifiedProposal",
        ChatOutcome.Cancelled => "cancelled",
        _ => "failed",
    };

    // Prose is one part, however many pieces it came in; a block is where it first stood; what is done at the moment is not kept.
    private void Write(ChatPart part)
    {
        if (part is ChatPart.TextPart more)
            prose.Append(more.Text);
        else if (part is ChatPart.EditPart edit && parts.FindIndex(known => known is ChatPart.EditPart other && other.Id == edit.Id) is >= 0 and var at)
            parts[at] = edit;
        else if (part is not ChatPart.StatePart)
        {
            parts.AddRange([.. Said(), part]);
            prose.Clear();
        }
    }

    private IEnumerable<ChatPart> Said() => prose.Length == 0 ? [] : [new ChatPart.TextPart(prose.ToString())];

    private ChatPart.EditPart PartOf(JudgedBlock block) => new(
        IdOf(block.Id),
        block.Language,
        block.Code,
        block.Path,
        block.Title,
        WordOf(block.Verdict),
        block.Reason,
        [.. block.NewDiagnostics.Select(found => new RejectedProposals.NewDiagnostic(found.Id, found.Severity, found.Path, found.Line, found.Column, found.Message, found.Project, found.TargetFramework))],
        [.. block.Silencing.Select(found => new RejectedProposals.SilencingEdit(found.Rule, found.Path, found.Line))],
        [.. block.Together.Select(IdOf)]);

    private string IdOf(string block) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{session}/{number}/{block}");

    private static string WordOf(VerdictKind verdict) => verdict switch
    {
        VerdictKind.Accepted => "accepted",
        VerdictKind.Rejected => "rejected",
        _ => "notVerified",
    };

    private static ChatResult.FileEdit EditOf(Edit edit) => edit switch
    {
        ReplaceText replace => new(edit.Path, replace.Start, replace.Length, replace.NewText),
        CreateFile create => new(edit.Path, Create: create.Text),
        _ => throw new InvalidOperationException("a block of code deletes no file"),
    };
}
