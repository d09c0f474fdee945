namespace Assistant.ModelHost.Endpoint.Answers;

/// <summary><c>GET /v1/models</c>.</summary>
internal sealed record ModelList(string Object, IReadOnlyList<ModelList.Entry> Data)
{
    /// <summary>One model.</summary>
    internal sealed record Entry(string Id, string Object, long Created, string OwnedBy);

    // When a file was made is not known, and the shape asks for a number.
    public static ModelList Of(IEnumerable<string> names) => new("list", [.. names.Select(name => new Entry(name, "model", 0, "local"))]);
}
