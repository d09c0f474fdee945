namespace Assistant.Cli.Doctor;

/// <summary>A line of <c>assistant doctor</c>.</summary>
/// <param name="What">What was looked at, in one word.</param>
/// <param name="State">Whether something is to be done.</param>
/// <param name="Words">What was found. It may hold text of others, and never a secret.</param>
/// <param name="Next">What to type or write; there is one wherever something is to be done.</param>
internal sealed record Finding(string What, FindingState State, string Words, string? Next = null)
{
    public static Finding Good(string what, string words, string? next = null) => new(what, FindingState.Good, words, next);

    public static Finding Warning(string what, string words, string next) => new(what, FindingState.Warning, words, next);

    public static Finding Wrong(string what, string words, string next) => new(what, FindingState.Wrong, words, next);
}
