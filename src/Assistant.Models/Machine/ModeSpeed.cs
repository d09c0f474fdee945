namespace Assistant.Models.Machine;

/// <summary>How fast models are whose weights lie in memory in one way.</summary>
/// <param name="TokenSeconds">What each step costs whatever the model: the way from the engine to the client.</param>
/// <param name="OutputSecondsPerWeight">Seconds for each weight of the output matrix, which each token that is generated reads, in 6 bits.</param>
/// <param name="Dense">Models of which a token uses all weights.</param>
/// <param name="Mixture">Mixtures of experts.</param>
public sealed record ModeSpeed(double TokenSeconds, double OutputSecondsPerWeight, LayerSpeed Dense, LayerSpeed Mixture);
