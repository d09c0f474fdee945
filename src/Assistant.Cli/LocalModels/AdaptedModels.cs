using Assistant.ModelHost.Generation;
using Assistant.Platform;
using Assistant.Workspace;

namespace Assistant.Cli.LocalModels;

/// <summary>
/// Models, and beside them those that the user's settings name with an adapter, as they are now. Only what stands there is found, so
/// nobody who asks makes the host open another file.
/// </summary>
/// <param name="plain">The models.</param>
/// <param name="folders">Where the user's settings are.</param>
internal sealed class AdaptedModels(IModelFiles plain, UserFolders folders) : IModelFiles
{
    public string Place => plain.Place;

    public string Advice => plain.Advice;

    public IReadOnlyList<ModelFile> List() => [.. plain.List(), .. Adapted().Select(one => one.File)];

    public ModelFile? Find(string name) => plain.Find(name) ?? Adapted().FirstOrDefault(one => one.File.Name == name).File;

    public Task<string?> RefusalAsync(ModelFile file, Stream opened, CancellationToken cancellationToken)
    {
        if (file.Adapter is null)
            return plain.RefusalAsync(file, opened, cancellationToken);
        var of = Adapted().FirstOrDefault(one => one.File == file).Of;
        return of is null ? Task.FromResult<string?>($"settings.json does not name the adapter {file.Adapter} any more") : plain.RefusalAsync(of, opened, cancellationToken);
    }

    private IEnumerable<(ModelFile File, ModelFile Of)> Adapted()
    {
        foreach (var tier in Tiers().Where(tier => tier is { Problem: null, Adapter: not null }).DistinctBy(tier => tier.NameAtHost))
        {
            if (plain.Find(tier.Model!) is { } of)
                yield return (new ModelFile(tier.NameAtHost!, of.Path) { Adapter = tier.Adapter }, of);
        }
    }

    private IEnumerable<TierSettings> Tiers()
    {
        try
        {
            return Settings.Read(folders).Tiers.Values;
        }
        catch (WorkspaceException)
        {
            // Whoever asks reads the same file, and says what is wrong with it.
            return [];
        }
    }
}
