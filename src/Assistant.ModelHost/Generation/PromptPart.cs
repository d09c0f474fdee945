namespace Assistant.ModelHost.Generation;

/// <summary>
/// A piece of a prompt. The kind is the proof of where it comes from: what a user wrote never becomes a control token, even
/// where it spells one.
/// </summary>
/// <param name="Value">The text, or the control token's own text.</param>
/// <param name="IsControl">Whether it stands for one control token of the model.</param>
public sealed record PromptPart(string Value, bool IsControl)
{
    /// <summary>Text of a user or of a format; control tokens spelled in it stay text.</summary>
    public static PromptPart Text(string value) => new(value, false);

    /// <summary>One control token, by its text.</summary>
    public static PromptPart Control(string token) => new(token, true);
}
