using System.Text.Json.Serialization;
using Assistant.Core.Chat;
using Assistant.Core.Verification;
using Assistant.Protocol.Types.Chat;
using Microsoft.CodeAnalysis.Text;

namespace Assistant.Server.Chat;

/// <summary>A question and what came of it, with what is needed to apply its code later.</summary>
/// <param name="Number">From 1; no other turn of the conversation has it.</param>
/// <param name="Told">What is shown.</param>
/// <param name="Near">Where the question was about.</param>
/// <param name="Blocks">Its blocks of code.</param>
public sealed record KeptTurn(int Number, ChatTurn Told, IReadOnlyList<KeptTurn.Place> Near, IReadOnlyList<KeptTurn.Block> Blocks)
{
    /// <summary>Where the question was about.</summary>
    [JsonIgnore]
    public IReadOnlyList<ChatPlace> Places => [.. Near.Select(near => new ChatPlace(near.Path, near.Start is { } start ? new TextSpan(start, near.Length) : null))];

    /// <param name="Path">Full path.</param>
    /// <param name="Start">In UTF-16 units; null for the whole file.</param>
    /// <param name="Length">In UTF-16 units.</param>
    public sealed record Place(string Path, int? Start, int Length);

    /// <param name="Id">In its answer.</param>
    /// <param name="Title">What it writes.</param>
    /// <param name="Info">What stands behind its fence.</param>
    /// <param name="Code">Its lines.</param>
    /// <param name="IsAccepted">Whether it compiled.</param>
    /// <param name="Together">Blocks without which it does not, by id.</param>
    /// <param name="Pieces">What it writes, piece by piece.</param>
    public sealed record Block(string Id, string Title, string Info, string Code, bool IsAccepted, IReadOnlyList<string> Together, IReadOnlyList<WrittenPiece> Pieces)
    {
        /// <summary>The block as it was judged, for what is still known of it.</summary>
        public JudgedBlock ToJudged() => new(Id, Info, Code) { Title = Title, Verdict = IsAccepted ? VerdictKind.Accepted : VerdictKind.Rejected, Together = [.. Together], Pieces = [.. Pieces] };
    }
}
