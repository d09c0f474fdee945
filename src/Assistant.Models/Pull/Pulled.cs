using Assistant.Models.Store;

namespace Assistant.Models.Pull;

/// <summary>What came of a pull.</summary>
/// <param name="Pin">The model's pin.</param>
/// <param name="WasHere">Whether it was here before, and nobody was asked.</param>
public sealed record Pulled(ModelPin Pin, bool WasHere);
