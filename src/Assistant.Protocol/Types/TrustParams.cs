namespace Assistant.Protocol.Types;

/// <summary><c>assistant/didChangeTrust</c>.</summary>
/// <param name="Trusted">Whether code of the workspace may run.</param>
public sealed record TrustParams(bool Trusted);
