namespace Assistant.Protocol.Types;

/// <summary>Who speaks.</summary>
/// <param name="Name">For people.</param>
/// <param name="Version">For people.</param>
public sealed record ClientInfo(string Name, string? Version = null);
