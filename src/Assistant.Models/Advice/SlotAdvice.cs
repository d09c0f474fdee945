using Assistant.Models.Catalog;

namespace Assistant.Models.Advice;

/// <summary>What is recommended for a slot.</summary>
/// <param name="Slot">The slot.</param>
/// <param name="Chosen">The best that fits and is pleasant; null when nothing is.</param>
/// <param name="Why">Why that, or why nothing, as a sentence.</param>
public sealed record SlotAdvice(Slot Slot, Fit? Chosen, string Why)
{
    /// <summary>The same model in the file that is usually taken, where that is much faster; null otherwise.</summary>
    public required Fit? Faster { get; init; }

    /// <summary>What else fits and is pleasant, best first.</summary>
    public required IReadOnlyList<Fit> Also { get; init; }

    /// <summary>What fits and is not pleasant.</summary>
    public required IReadOnlyList<OnRequest> OnRequest { get; init; }

    /// <summary>What does not fit.</summary>
    public required IReadOnlyList<TooLarge> TooLarge { get; init; }
}
