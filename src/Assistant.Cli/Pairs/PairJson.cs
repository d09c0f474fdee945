using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Assistant.Cli.Pairs;

/// <summary>A pair as a line of JSON, for those who train models.</summary>
internal sealed record PairJson(
    string Id, string Kind, string Path, string Split, IReadOnlyList<PairJson.Told> Diagnostics, string? Instruction, string Context, string Broken, string Repair)
{
    internal sealed record Told(string Id, int Line, string Message);

    public static PairJson Of(EditPair pair) => new(
        pair.Id, pair.Kind, pair.Path, pair.IsTest ? "test" : "train", [.. pair.Diagnostics.Select(one => new Told(one.Id, one.Line, one.Message))], pair.Instruction,
        string.Join('\n', pair.Context.Parts.Select(part => part.Text)), pair.Context.Place.Text, pair.Repair);
}

/// <summary>A context as JSON.</summary>
internal sealed record ContextJson(string Symbol, string Path, int Start, int Length, int Tokens, int FileTokens, IReadOnlyList<ContextJson.Part> Parts, string Text)
{
    internal sealed record Part(string Kind, int Tokens, string Text);
}

/// <summary>Source-generated serialization, for people's eyes too.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(PairJson))]
[JsonSerializable(typeof(ContextJson))]
internal sealed partial class PairContext : JsonSerializerContext
{
    public static PairContext Readable { get; } = new(new JsonSerializerOptions
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
    });
}
