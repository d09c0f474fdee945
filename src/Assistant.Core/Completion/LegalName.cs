using Microsoft.CodeAnalysis;

namespace Assistant.Core.Completion;

/// <summary>A name that may stand at a caret.</summary>
/// <param name="Name">As it is written.</param>
/// <param name="Symbol">What it means; of overloads one.</param>
internal sealed record LegalName(string Name, ISymbol Symbol);
