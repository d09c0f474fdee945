using System.Collections.Immutable;
using Assistant.Core.Context;

namespace Assistant.Core.Proposing.Models;

/// <summary>What the tiers of a cascade work on, one after the other.</summary>
/// <param name="Task">What is asked for.</param>
/// <param name="Judge">What decides.</param>
/// <param name="Imported">Namespaces that files of the solution import.</param>
/// <param name="Tries">What was tried until now; each tier adds its own.</param>
internal sealed record CascadeWork(ContextTask Task, Judge Judge, ImmutableArray<string> Imported, List<ModelTry> Tries);
