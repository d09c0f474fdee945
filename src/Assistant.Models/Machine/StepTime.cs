namespace Assistant.Models.Machine;

/// <summary>How long a step of so many tokens takes, for each weight that a token uses.</summary>
/// <param name="Tokens">Tokens of the step.</param>
/// <param name="SecondsPerWeight">Seconds of the step for each weight.</param>
public sealed record StepTime(int Tokens, double SecondsPerWeight);
