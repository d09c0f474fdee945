using System.Globalization;
using Assistant.Models.Catalog;
using Assistant.Models.Machine;

namespace Assistant.Models.Advice;

/// <summary>
/// Says which models fit a machine. For each slot the catalog's order decides, best first: the first model that may be used freely,
/// in the largest of its files that there is memory for and that is pleasant. On a graphics card, where one is large enough;
/// otherwise in the machine's memory, of which <see cref="MachineFacts.Reserve"/> stays for everything else.
/// </summary>
/// <param name="machine">The machine.</param>
/// <param name="speed">How fast it computes.</param>
/// <param name="isHere">Whether a file is in the store.</param>
public sealed class Adviser(MachineFacts machine, MachineSpeed speed, Func<CatalogModel, CatalogFile, bool> isHere)
{
    /// <summary>So much faster must the usual file be to be worth a word.</summary>
    private const double MuchFaster = 1.25;

    private readonly SpeedLaw law = new(speed);
    private readonly KnownCard? card = machine.Cards is [var largest, ..] ? KnownCard.Find(largest.Name) : null;

    /// <summary>Recommends.</summary>
    public Recommendation Recommend(ModelCatalog catalog) => new(machine, speed, [.. Enum.GetValues<Slot>().Select(slot => Advise(slot, catalog))]);

    private SlotAdvice Advise(Slot slot, ModelCatalog catalog)
    {
        var pleasant = new List<Fit>();
        var onRequest = new List<OnRequest>();
        var tooLarge = new List<TooLarge>();
        foreach (var model in catalog.Models.Where(model => model.IsFree && model.Slots.Contains(slot)))
        {
            var fits = Fits(model);
            if (fits.Count == 0)
                tooLarge.Add(TooLargeOf(model));
            else if (fits.Find(fit => Pleasantness.Complaint(slot, fit.Prediction) is null) is { } found)
                pleasant.Add(found);
            else if (fits.MaxBy(fit => fit.Prediction!.Rate) is { } fastest)
                onRequest.Add(new OnRequest(fastest, Pleasantness.Complaint(slot, fastest.Prediction)!));
        }

        var chosen = pleasant.FirstOrDefault();
        return new SlotAdvice(slot, chosen, chosen is null ? WhyNone(onRequest, tooLarge) : Why(slot, chosen))
        {
            Faster = chosen is null ? null : Faster(chosen),
            Also = [.. pleasant.Skip(1)],
            OnRequest = onRequest,
            TooLarge = tooLarge,
        };
    }

    // On the card first, then in memory; the largest first.
    private List<Fit> Fits(CatalogModel model)
    {
        var files = model.Files.OrderByDescending(file => file.Bytes).Select(file => (File: file, Need: Need(model, file))).ToList();
        return
        [
            .. files.Where(file => file.Need <= machine.ForModelsOnCard)
                .Select(file => new Fit(model, file.File, file.Need, IsOnCard: true, card?.Predict(ModelWork.Of(model, file.File)), isHere(model, file.File))),
            .. files.Where(file => file.Need <= machine.ForModels)
                .Select(file => new Fit(model, file.File, file.Need, IsOnCard: false, PredictInMemory(model, file.File, file.Need), isHere(model, file.File))),
        ];
    }

    private Prediction PredictInMemory(CatalogModel model, CatalogFile file, long need) =>
        law.Predict(ModelWork.Of(model, file), ModelMemory.HasRoomForCopy(machine.ForModels, need, file.Bytes));

    private static TooLarge TooLargeOf(CatalogModel model)
    {
        var smallest = model.Files.MinBy(file => file.Bytes)!;
        return new TooLarge(model, smallest, Need(model, smallest) + MachineFacts.Reserve);
    }

    private static long Need(CatalogModel model, CatalogFile file) => ModelMemory.Need(file.Bytes, model.BytesPerToken, model.Context);

    private Fit? Faster(Fit chosen) =>
        Fits(chosen.Model).Find(fit => fit.File == chosen.Model.Files[0] && fit.IsOnCard == chosen.IsOnCard) is { Prediction: { } usual } found
            && chosen.Prediction is { } slower && usual.Rate > MuchFaster * slower.Rate
            ? found
            : null;

    private string Why(Slot slot, Fit chosen)
    {
        var place = chosen.IsOnCard ? "on the card" : "in memory";
        var largest = chosen.Model.Files.Where(file => file.Bytes > chosen.File.Bytes).MinBy(file => file.Bytes) switch
        {
            null when chosen.Model.Files.Count == 1 => $"it fits {place}",
            null => $"its largest file fits {place}",
            var next when Need(chosen.Model, next) > (chosen.IsOnCard ? machine.ForModelsOnCard : machine.ForModels) => $"its largest file that fits {place}",
            var next => $"its largest file that is pleasant; {next.Quantization} {Pleasantness.Complaint(slot, Fits(chosen.Model).Find(fit => fit.File == next)?.Prediction)}",
        };
        return chosen.Prediction is null ? $"{largest}, whose speed is not known here" : largest;
    }

    private string WhyNone(List<OnRequest> onRequest, List<TooLarge> tooLarge) => (onRequest, tooLarge) switch
    {
        ([_, ..], _) => "nothing that fits here will be pleasant",
        (_, [_, ..]) when tooLarge.MinBy(large => large.Memory) is { } least => string.Create(
            CultureInfo.InvariantCulture,
            $"nothing fits: the smallest, {least.Model.Title} in {least.File.Quantization}, is for machines with {Math.Ceiling(least.Memory / 1e9):0} GB of memory, and this one has {machine.Memory / 1e9:0.0}"),
        _ => "the catalog has no model for it",
    };
}
