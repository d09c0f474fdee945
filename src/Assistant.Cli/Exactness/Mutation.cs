using Assistant.Core.Edits;

namespace Assistant.Cli.Exactness;

/// <summary>One random change of one file.</summary>
/// <param name="Kind">What was done.</param>
/// <param name="Edit">The change.</param>
internal sealed record Mutation(MutationKind Kind, ReplaceText Edit);
