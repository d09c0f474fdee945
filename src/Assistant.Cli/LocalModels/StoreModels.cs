using Assistant.ModelHost.Generation;
using Assistant.Models.Store;

namespace Assistant.Cli.LocalModels;

/// <summary>The store as the host sees it: what is pinned may be loaded, and nothing else.</summary>
/// <param name="store">The store.</param>
internal sealed class StoreModels(ModelStore store) : IModelFiles
{
    public string Place => store.Folder;

    public string Advice => "assistant models recommend says which ones fit this machine, assistant models pull gets one";

    public IReadOnlyList<ModelFile> List() => [.. store.List().Where(model => model.State != ModelState.Missing).Select(model => new ModelFile(model.Name.Text, model.Path))];

    public ModelFile? Find(string name) => ModelName.TryParse(name) is { } parsed && store.Find(parsed) is { State: not ModelState.Missing } model ? new ModelFile(name, model.Path) : null;

    public Task<string?> RefusalAsync(ModelFile file, Stream opened, CancellationToken cancellationToken) =>
        ModelName.TryParse(file.Name) is { } name && store.Find(name) is { } stored
            ? store.RefusalAsync(stored, opened, isThorough: false, new Progress<long>(), cancellationToken)
            : Task.FromResult<string?>($"{file.Name} is not in {store.Folder} any more");
}
