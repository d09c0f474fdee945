using Assistant.Platform;

namespace Assistant.Models.Found;

/// <summary>What a search found.</summary>
/// <param name="Models">What can be taken over, each file once.</param>
/// <param name="LeftOut">What cannot.</param>
public sealed record FoundModels(IReadOnlyList<FoundModel> Models, IReadOnlyList<Sighting.LeftOut> LeftOut)
{
    /// <summary>Looks into the folders of other programs.</summary>
    public static FoundModels In(IEnumerable<ModelPlace> places) => Of(places.SelectMany(place => place.Look(place.Folder)));

    /// <summary>Looks at a file, or into a folder and those below it; it may be one of another program in an unusual place.</summary>
    /// <param name="path">Full path.</param>
    public static FoundModels At(string path) =>
        Of(Files.FolderExists(path) ? [.. OllamaModels.In(path), .. HuggingFaceModels.In(path), .. ModelFolder.In(path, "a folder")] : [ModelFolder.Of(path, "a file")]);

    private static FoundModels Of(IEnumerable<Sighting> sightings)
    {
        var all = sightings.ToList();
        return new FoundModels(
            [.. all.OfType<Sighting.Usable>().Select(sighting => sighting.Model).DistinctBy(model => model.Path)],
            [.. all.OfType<Sighting.LeftOut>().DistinctBy(sighting => sighting.Path)]);
    }
}
