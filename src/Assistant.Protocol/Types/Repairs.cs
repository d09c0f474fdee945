namespace Assistant.Protocol.Types;

/// <summary>What an edit repairs, for counting.</summary>
/// <param name="Tier">Who proposed it, such as <c>rules</c>.</param>
/// <param name="Count">How many diagnostics.</param>
/// <param name="Asked">The diagnostic that a model is asked about when the action is resolved; null where the edit is there already.</param>
public sealed record Repairs(string Tier, int Count, Repairs.Diagnosed? Asked = null)
{
    /// <param name="Uri">The document.</param>
    /// <param name="Id">Such as <c>CS1061</c>.</param>
    /// <param name="At">Where it begins.</param>
    public sealed record Diagnosed(string Uri, string Id, Position At);
}
