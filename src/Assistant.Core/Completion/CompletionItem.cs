namespace Assistant.Core.Completion;

/// <summary>What can be inserted at a caret. It was judged: everything in it binds.</summary>
/// <param name="Text">What is inserted behind what has been typed.</param>
/// <param name="Likelihood">From 0 to 1: of its first token.</param>
public sealed record CompletionItem(string Text, double Likelihood);
