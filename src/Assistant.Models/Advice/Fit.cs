using Assistant.Models.Catalog;

namespace Assistant.Models.Advice;

/// <summary>A file of the catalog that there is memory for on a machine.</summary>
/// <param name="Model">The model.</param>
/// <param name="File">The file.</param>
/// <param name="Need">Bytes that it takes with its context.</param>
/// <param name="IsOnCard">Whether it is on the graphics card, once the host has a library for that.</param>
/// <param name="Prediction">How fast it is going to be; null where nothing is known of the card.</param>
/// <param name="IsHere">Whether it is in the store.</param>
public sealed record Fit(CatalogModel Model, CatalogFile File, long Need, bool IsOnCard, Prediction? Prediction, bool IsHere)
{
    /// <summary>What <c>assistant models pull</c> is told.</summary>
    public string PullName => File == Model.Files[0] ? Model.Name : $"{Model.Name}:{File.Quantization}";
}
