using System.Collections.Immutable;
using Assistant.Core.Verification;
using Assistant.Server.Documents;

namespace Assistant.Server.Engine.Analysis;

/// <summary>A judge and the open texts it has taken in.</summary>
/// <param name="Verifier">Judges edits of those texts.</param>
/// <param name="Documents">The open documents as they were then.</param>
/// <param name="DiskChanges">The changes on disk that it has taken in, as the state has them.</param>
internal sealed record Judge(Verifier Verifier, ImmutableDictionary<string, OpenText> Documents, ImmutableDictionary<string, int> DiskChanges)
{
    /// <summary>Whether it has taken in all that is known.</summary>
    public bool IsOf(EngineState state) => ReferenceEquals(Documents, state.Documents) && ReferenceEquals(DiskChanges, state.DiskChanges);
}
