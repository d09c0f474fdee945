using System.IO.Enumeration;
using System.Text.Json;

namespace Assistant.Tests.Server;

/// <summary>
/// Compares JSON with a pattern of JSON: <c>"*"</c> is anything, a text with stars stands for what a file name with stars
/// does, and objects may have more members only where the pattern has a member <c>"..."</c>. <c>jsonrpc</c> is everywhere.
/// </summary>
internal static class JsonPattern
{
    public static bool Matches(string pattern, JsonElement actual)
    {
        using var document = JsonDocument.Parse(pattern);
        return Matches(document.RootElement, actual);
    }

    private static bool Matches(JsonElement pattern, JsonElement actual) => pattern.ValueKind switch
    {
        JsonValueKind.String when pattern.GetString() == "*" => true,
        JsonValueKind.String => actual.ValueKind == JsonValueKind.String && FileSystemName.MatchesSimpleExpression(pattern.GetString()!.Replace("\\", "\\\\", StringComparison.Ordinal), actual.GetString(), ignoreCase: false),
        JsonValueKind.Object => actual.ValueKind == JsonValueKind.Object && ObjectsMatch(pattern, actual),
        JsonValueKind.Array => actual.ValueKind == JsonValueKind.Array && pattern.GetArrayLength() == actual.GetArrayLength()
            && pattern.EnumerateArray().Zip(actual.EnumerateArray()).All(pair => Matches(pair.First, pair.Second)),
        _ => JsonElement.DeepEquals(pattern, actual),
    };

    private static bool ObjectsMatch(JsonElement pattern, JsonElement actual)
    {
        var expected = pattern.EnumerateObject().Where(member => member.Name != "...").ToList();
        var mayHaveMore = pattern.TryGetProperty("...", out _);
        return expected.All(member => actual.TryGetProperty(member.Name, out var value) && Matches(member.Value, value))
            && (mayHaveMore || actual.EnumerateObject().All(member => member.Name == "jsonrpc" || pattern.TryGetProperty(member.Name, out _)));
    }
}
