namespace Assistant.Protocol.Types;

/// <summary>The argument of <c>assistant.completionAccepted</c>.</summary>
/// <param name="Uri">The document.</param>
/// <param name="Using">The namespace it must import for what was accepted to bind; null for none.</param>
public sealed record AcceptedCompletion(string Uri, string? Using = null);
