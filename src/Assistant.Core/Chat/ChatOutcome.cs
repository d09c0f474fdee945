namespace Assistant.Core.Chat;

/// <summary>How an answer ended.</summary>
public enum ChatOutcome
{
    /// <summary>It was said to its end, and of the code in it some compiles, or there is none that could.</summary>
    Answered,

    /// <summary>There was code for the program, and none of it compiles.</summary>
    NoVerifiedProposal,

    /// <summary>The user stopped it.</summary>
    Cancelled,

    /// <summary>No model answered.</summary>
    Failed,
}
