namespace Assistant.Models.Tests.Kit;

/// <summary>What a client asked a <see cref="FileServer"/> for.</summary>
internal sealed record AskedFor(string Target, IReadOnlyDictionary<string, string> Headers)
{
    /// <summary>The byte that is wanted first.</summary>
    public long From => Headers.TryGetValue("Range", out var range) ? long.Parse(range["bytes=".Length..^1], System.Globalization.CultureInfo.InvariantCulture) : 0;
}
