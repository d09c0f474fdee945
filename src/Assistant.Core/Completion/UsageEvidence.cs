namespace Assistant.Core.Completion;

/// <summary>What the user's code says of some tokens at a caret, each a likelihood among them.</summary>
/// <param name="Anywhere">By how often each is used at all.</param>
/// <param name="AfterOne">By what followed the last token, mixed with <paramref name="Anywhere"/>.</param>
/// <param name="AfterTwo">By what followed the last two.</param>
/// <param name="AfterMost">By what followed as many of the last tokens as were ever seen.</param>
/// <param name="Near">How often it was used before, a use of a while ago counting less; not a likelihood.</param>
internal sealed record UsageEvidence(double[] Anywhere, double[] AfterOne, double[] AfterTwo, double[] AfterMost, double[] Near);
