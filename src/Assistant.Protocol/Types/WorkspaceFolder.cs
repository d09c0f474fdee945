namespace Assistant.Protocol.Types;

/// <summary>An opened folder.</summary>
/// <param name="Uri">Where it is.</param>
/// <param name="Name">For people.</param>
public sealed record WorkspaceFolder(string Uri, string? Name = null);
