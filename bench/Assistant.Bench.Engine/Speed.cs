namespace Assistant.Bench.Engine;

/// <summary>One turn of a side: a prompt read with its first token chosen, then more tokens, one by one.</summary>
/// <param name="PromptSeconds">Until the first token was chosen.</param>
/// <param name="GenerateSeconds">For the tokens after it.</param>
/// <param name="Tokens">What was generated, the first included.</param>
internal sealed record Speed(double PromptSeconds, double GenerateSeconds, IReadOnlyList<int> Tokens);
