namespace Assistant.Core.Completion;

/// <summary>What can be inserted at a caret. It was judged: everything in it binds.</summary>
/// <param name="Text">What is inserted behind what has been typed.</param>
/// <param name="Likelihood">From 0 to 1: of its first token.</param>
/// <param name="Using">The namespace that the file must import for it to bind; null when it binds as it is.</param>
public sealed record CompletionItem(string Text, double Likelihood, string? Using = null);
