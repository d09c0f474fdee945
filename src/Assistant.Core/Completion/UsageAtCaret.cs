namespace Assistant.Core.Completion;

/// <summary>What is known of the code in front of a caret.</summary>
/// <param name="Model">Says what is likely.</param>
/// <param name="Vocabulary">Names the tokens.</param>
/// <param name="Before">The tokens in front of the caret.</param>
internal sealed record UsageAtCaret(UsageModel Model, Vocabulary Vocabulary, int[] Before);
