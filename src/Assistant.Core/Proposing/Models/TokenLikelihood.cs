using System.Collections.Immutable;

namespace Assistant.Core.Proposing.Models;

/// <summary>A token of an answer, and how likely the model found it.</summary>
/// <param name="Text">Its letters.</param>
/// <param name="Log">The natural logarithm of its probability.</param>
/// <param name="Likeliest">The tokens that were likeliest in its place, each with the logarithm of its probability.</param>
public sealed record TokenLikelihood(string Text, double Log, ImmutableArray<(string Text, double Log)> Likeliest);
