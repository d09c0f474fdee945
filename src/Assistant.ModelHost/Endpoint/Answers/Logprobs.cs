using System.Text;
using System.Text.Json.Serialization;
using Assistant.ModelHost.Generation;

namespace Assistant.ModelHost.Endpoint.Answers;

/// <summary>How likely the tokens of a candidate, or of a piece of it, were.</summary>
internal sealed record Logprobs(IReadOnlyList<Logprobs.Likely> Content)
{
    /// <summary>A token as text, in which part of a character shows as U+FFFD, and as it is. The list stands at those that came and not at those that might have.</summary>
    internal sealed record Likely(
        string Token,
        double Logprob,
        IReadOnlyList<int> Bytes,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<Likely>? TopLogprobs);

    /// <summary>The same of a generator's tokens.</summary>
    public static Logprobs Of(IReadOnlyList<TokenLogprob> tokens) => new([.. tokens.Select(token => Told(token, [.. token.Top.Select(other => Told(other, null))]))]);

    private static Likely Told(TokenLogprob token, IReadOnlyList<Likely>? top) =>
        new(Encoding.UTF8.GetString([.. token.Bytes]), token.Logprob, [.. token.Bytes], top);
}
