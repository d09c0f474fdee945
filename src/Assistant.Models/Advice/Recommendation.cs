using Assistant.Models.Machine;

namespace Assistant.Models.Advice;

/// <summary>Which models fit a machine.</summary>
/// <param name="Machine">The machine.</param>
/// <param name="Speed">How fast it computes.</param>
/// <param name="Slots">What is recommended for each slot.</param>
public sealed record Recommendation(MachineFacts Machine, MachineSpeed Speed, IReadOnlyList<SlotAdvice> Slots)
{
    /// <summary>What was chosen, each once.</summary>
    public IReadOnlyList<Fit> Chosen => [.. Slots.Select(slot => slot.Chosen).OfType<Fit>().DistinctBy(fit => fit.File)];

    /// <summary>Whether the host can keep all of them in memory at once: it keeps two at most.</summary>
    public bool FitTogether => Chosen.Count <= MostAtOnce
        && Chosen.Where(fit => !fit.IsOnCard).Sum(fit => fit.Need) <= Machine.ForModels
        && Chosen.Where(fit => fit.IsOnCard).Sum(fit => fit.Need) <= Machine.ForModelsOnCard;

    private const int MostAtOnce = 2;
}
