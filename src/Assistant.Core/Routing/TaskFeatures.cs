namespace Assistant.Core.Routing;

/// <summary>What is known of a task before anybody works on it. All of it is cheap: nothing is bound and no model is asked.</summary>
/// <param name="Diagnostic">Id of the diagnostic, such as <c>CS1061</c>; null for an instruction.</param>
/// <param name="Diagnostics">How many diagnostics there are in the member.</param>
/// <param name="Lines">Lines of the member.</param>
/// <param name="IsVisible">Whether others see the member: public or protected.</param>
/// <param name="Instruction">What the user wants, in words; null for a diagnostic.</param>
public sealed record TaskFeatures(string? Diagnostic, int Diagnostics, int Lines, bool IsVisible, string? Instruction)
{
    /// <summary>How many different names the member uses.</summary>
    public int Names { get; init; }
}
