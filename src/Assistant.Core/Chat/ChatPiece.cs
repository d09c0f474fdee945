namespace Assistant.Core.Chat;

/// <summary>What comes of a question while it is answered.</summary>
public abstract record ChatPiece
{
    private ChatPiece()
    {
    }

    /// <summary>Who answers from here on.</summary>
    /// <param name="Tier">Such as <c>small</c>.</param>
    /// <param name="Reason">Why, in words that follow its name.</param>
    public sealed record Asked(string Tier, string Reason) : ChatPiece;

    /// <summary>More prose, in Markdown.</summary>
    /// <param name="Text">Its next letters.</param>
    public sealed record Prose(string Text) : ChatPiece;

    /// <summary>What is done at the moment.</summary>
    /// <param name="Message">In words.</param>
    public sealed record Doing(string Message) : ChatPiece;

    /// <summary>A block of code with its verdict; one of an earlier id takes the place of that.</summary>
    /// <param name="Judged">It.</param>
    public sealed record Block(JudgedBlock Judged) : ChatPiece;

    /// <summary>The end, always last.</summary>
    /// <param name="Outcome">How it ended.</param>
    /// <param name="Message">What is to be said of that, as a sentence; null for nothing.</param>
    public sealed record Ended(ChatOutcome Outcome, string? Message) : ChatPiece;
}
