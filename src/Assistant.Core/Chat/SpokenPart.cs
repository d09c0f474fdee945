namespace Assistant.Core.Chat;

/// <summary>A part of what a model says in a conversation.</summary>
internal abstract record SpokenPart
{
    private SpokenPart()
    {
    }

    /// <summary>More prose, in Markdown.</summary>
    /// <param name="Text">Its next letters.</param>
    public sealed record Prose(string Text) : SpokenPart;

    /// <summary>A block of code, whole.</summary>
    /// <param name="Info">What stands behind the opening fence.</param>
    /// <param name="Code">Lines without a line end behind the last.</param>
    /// <param name="IsClosed">Whether its end came.</param>
    public sealed record Block(string Info, string Code, bool IsClosed) : SpokenPart;

    /// <summary>A block of code begins: until its end nothing of it is said.</summary>
    public sealed record Begun : SpokenPart;
}
