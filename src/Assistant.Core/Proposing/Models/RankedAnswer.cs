namespace Assistant.Core.Proposing.Models;

/// <summary>What orders an answer that has passed.</summary>
/// <param name="Size">Lines that it changes.</param>
/// <param name="Likelihood">The mean of the logarithms of its tokens' probabilities; null where the server does not tell.</param>
/// <param name="Sureness">How sure the model is that it is right, from 0 to 1; null where it does not say.</param>
internal sealed record RankedAnswer(int Size, double? Likelihood, double? Sureness);
