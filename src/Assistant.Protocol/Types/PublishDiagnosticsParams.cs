namespace Assistant.Protocol.Types;

/// <summary><c>textDocument/publishDiagnostics</c>.</summary>
/// <param name="Uri">The document.</param>
/// <param name="Version">What of it was looked at.</param>
/// <param name="Diagnostics">All there are now.</param>
public sealed record PublishDiagnosticsParams(string Uri, int? Version, IReadOnlyList<Diagnostic> Diagnostics);
