namespace Assistant.Models;

/// <summary>How likely a token of an answer was.</summary>
/// <param name="Token">Its text; part of a character shows as U+FFFD, and a control token may be empty.</param>
/// <param name="Logprob">The natural logarithm of its probability, as the model itself has it: 0 is certain.</param>
/// <param name="Top">The likeliest tokens in its place, as many as were asked for, the likeliest first.</param>
public sealed record TokenLogprob(string Token, double Logprob, IReadOnlyList<(string Token, double Logprob)> Top);
