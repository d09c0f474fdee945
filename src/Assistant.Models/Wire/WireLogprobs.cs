using System.Text.Json.Serialization;

namespace Assistant.Models.Wire;

/// <summary>How likely the tokens of a piece were. A completion of other servers has another shape, of which nothing is read.</summary>
internal sealed record WireLogprobs([property: JsonPropertyName("content")] IReadOnlyList<WireLogprob?>? Content)
{
    /// <summary>What is whole of it.</summary>
    [JsonIgnore]
    public IEnumerable<TokenLogprob> Tokens =>
        Known(Content).Select(one => new TokenLogprob(one.Token!, one.Logprob!.Value, [.. Known(one.Top).Select(other => (other.Token!, other.Logprob!.Value))]));

    private static IEnumerable<WireLogprob> Known(IReadOnlyList<WireLogprob?>? tokens) => (tokens ?? []).OfType<WireLogprob>().Where(one => one is { Token: not null, Logprob: not null });
}
