namespace Assistant.Bench.Engine;

/// <summary>What is measured, and where things are.</summary>
/// <param name="Shapes">The shapes.</param>
/// <param name="Counts">How much.</param>
/// <param name="Models">Folder for the models that are written, kept for the next run.</param>
/// <param name="Assistant">Path of <c>assistant.dll</c>.</param>
/// <param name="Node">Node, which runs the other side.</param>
/// <param name="Script">What it runs.</param>
/// <param name="IsHostAlone">Whether the host alone is measured, with what is predicted of it.</param>
internal sealed record BenchOptions(IReadOnlyList<BenchShape> Shapes, BenchCounts Counts, string Models, string Assistant, string Node, string Script, bool IsHostAlone)
{
    /// <summary>The command <c>assistant</c>. This runs as <c>dotnet</c> with a path, so what runs this runs it.</summary>
    public IReadOnlyList<string> Command => [Environment.ProcessPath!, Assistant];

    /// <summary>What there is to type.</summary>
    public const string Usage = "usage: npm run bench -- engine [--quick] [--host] [--shapes 0.6b,4b,30b]";

    /// <summary>Reads arguments; null when they are none.</summary>
    public static BenchOptions? Parse(IReadOnlyList<string> arguments)
    {
        var given = new Dictionary<string, string>(StringComparer.Ordinal);
        var (quick, isHostAlone) = (false, false);
        for (var at = 0; at < arguments.Count; at++)
        {
            if (arguments[at] == "--quick")
                quick = true;
            else if (arguments[at] == "--host")
                isHostAlone = true;
            else if (arguments[at].StartsWith("--", StringComparison.Ordinal) && at + 1 < arguments.Count)
                given[arguments[at]] = arguments[++at];
            else
                return null;
        }

        var keys = given.GetValueOrDefault("--shapes", quick ? "0.6b" : "4b,30b").Split(',');
        var shapes = keys.Select(key => BenchShape.All.FirstOrDefault(shape => shape.Key == key)).OfType<BenchShape>().ToList();
        return shapes.Count == keys.Length
            && given.TryGetValue("--models", out var models)
            && given.TryGetValue("--assistant", out var assistant)
            && given.TryGetValue("--node", out var node)
            && given.TryGetValue("--script", out var script)
            && given.Count == (given.ContainsKey("--shapes") ? 5 : 4)
            ? new BenchOptions(shapes, quick ? BenchCounts.Quick : BenchCounts.Usual, models, assistant, node, script, isHostAlone)
            : null;
    }
}
