namespace Assistant.RandomModels;

/// <summary>The experts of a mixture.</summary>
/// <param name="Count">Experts per layer.</param>
/// <param name="Used">Experts that one token uses.</param>
/// <param name="FeedForward">Width of each.</param>
public sealed record ExpertShape(int Count, int Used, int FeedForward);
