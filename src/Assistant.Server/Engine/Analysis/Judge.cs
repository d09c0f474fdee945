using System.Collections.Immutable;
using Assistant.Core.Verification;
using Assistant.Server.Documents;

namespace Assistant.Server.Engine.Analysis;

/// <summary>A judge and the open texts it has taken in.</summary>
/// <param name="Verifier">Judges edits of those texts.</param>
/// <param name="Documents">The open documents as they were then.</param>
internal sealed record Judge(Verifier Verifier, ImmutableDictionary<string, OpenText> Documents);
