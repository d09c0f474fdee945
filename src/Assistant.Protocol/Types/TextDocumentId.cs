namespace Assistant.Protocol.Types;

/// <summary>A document.</summary>
/// <param name="Uri">Where it is.</param>
/// <param name="Version">The version that is meant; null when any is.</param>
public sealed record TextDocumentId(string Uri, int? Version = null);
