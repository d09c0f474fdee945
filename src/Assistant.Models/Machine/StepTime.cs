namespace Assistant.Models.Machine;

/// <summary>How long so many tokens take, for each weight that one uses.</summary>
/// <param name="Tokens">How many.</param>
/// <param name="SecondsPerWeight">Seconds for all of them, for each weight.</param>
public sealed record StepTime(int Tokens, double SecondsPerWeight);
