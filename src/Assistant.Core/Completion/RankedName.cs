using Microsoft.CodeAnalysis;

namespace Assistant.Core.Completion;

/// <summary>A name that may stand at a caret.</summary>
/// <param name="Name">As it is written.</param>
/// <param name="Likelihood">From 0 to 1; over all names of the caret together 1.</param>
/// <param name="Symbol">What it means; of overloads one.</param>
public sealed record RankedName(string Name, double Likelihood, ISymbol Symbol);
