namespace Assistant.Protocol.Messages;

/// <summary>What a request is known by: a number or a text, kept as the sender wrote it, so that the answer says the same.</summary>
/// <param name="Json">The id as JSON.</param>
public readonly record struct MessageId(string Json);
