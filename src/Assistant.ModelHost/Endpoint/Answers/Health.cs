namespace Assistant.ModelHost.Endpoint.Answers;

/// <summary><c>GET /health</c>.</summary>
internal sealed record Health(string Status, IReadOnlyList<string> Models);
