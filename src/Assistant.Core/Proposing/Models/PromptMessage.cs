namespace Assistant.Core.Proposing.Models;

/// <summary>A message of a conversation with a model.</summary>
/// <param name="Role"><c>system</c>, <c>user</c> or <c>assistant</c>.</param>
/// <param name="Content">What is said.</param>
public sealed record PromptMessage(string Role, string Content);
