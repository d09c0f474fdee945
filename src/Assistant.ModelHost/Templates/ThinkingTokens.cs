using Assistant.ModelHost.Generation;

namespace Assistant.ModelHost.Templates;

/// <summary>The marks around a thought. In some files they are control tokens, in others tokens of their own that are found in text.</summary>
/// <param name="areControl">Which of them.</param>
internal sealed class ThinkingTokens(bool areControl)
{
    private const string Start = "<think>";
    private const string End = "</think>";
    private const string Switch = "enable_thinking";

    /// <summary>
    /// Those of a model whose thinking can be switched off; null where it has none, or has no switch: an instruct model that
    /// never thinks keeps the token in its vocabulary, and its template does not have the switch.
    /// </summary>
    public static ThinkingTokens? Of(ModelFacts facts)
    {
        var areControl = facts.ControlTokens.Contains(Start) && facts.ControlTokens.Contains(End);
        var hasSwitch = facts.Template?.Contains(Switch, StringComparison.Ordinal) ?? areControl;
        return hasSwitch ? new ThinkingTokens(areControl) : null;
    }

    public PromptBuilder Open(PromptBuilder prompt) => Mark(prompt, Start);

    public PromptBuilder Close(PromptBuilder prompt) => Mark(prompt, End);

    private PromptBuilder Mark(PromptBuilder prompt, string mark) => areControl ? prompt.Control(mark) : prompt.Text(mark);
}
