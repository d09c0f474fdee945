namespace Assistant.ModelHost.Generation;

/// <summary>How likely a token was.</summary>
/// <param name="Bytes">The UTF-8 bytes it stands for, which may be part of a character; none for a control token.</param>
/// <param name="Logprob">
/// The natural logarithm of its probability by the model's own numbers at temperature 1, whatever was allowed or asked of the
/// choice.
/// </param>
/// <param name="Top">The likeliest tokens in its place, the likeliest first, as many as were asked for; none of these has a list of its own.</param>
public sealed record TokenLogprob(IReadOnlyList<byte> Bytes, double Logprob, IReadOnlyList<TokenLogprob> Top);
