using Assistant.Core.Proposing.Models;

namespace Assistant.Cli.Evaluation;

/// <summary>What models made of one task.</summary>
/// <param name="Kind">The kind of fault.</param>
/// <param name="Place">Where it is: path and line.</param>
/// <param name="Message">What the compiler says of it.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="IsAsItWas">Whether the text is again what it was before the fault, white space apart.</param>
/// <param name="Elapsed">How long it took, judging included.</param>
internal sealed record EvaluatedTask(string Kind, string Place, string Message, CascadeOutcome Outcome, bool IsAsItWas, TimeSpan Elapsed);
