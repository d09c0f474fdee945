using Assistant.Cli.Output;
using Assistant.Models.Store;

namespace Assistant.Cli.Doctor;

/// <summary>The models of the store: which can be used, and what to do about the others.</summary>
/// <param name="store">The store.</param>
/// <param name="isServedElsewhere">Whether the settings name servers for what models do, so that none is needed here.</param>
internal sealed class ModelsCheck(ModelStore store, bool isServedElsewhere) : ICheck
{
    public string What => "models";

    public Task<IReadOnlyList<Finding>> LookAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<Finding>>([.. Look()]);

    private IEnumerable<Finding> Look()
    {
        var models = store.List();
        var ready = models.Where(model => model.State == ModelState.Pinned).ToList();
        if (ready.Count > 0)
            yield return Finding.Good(What, $"{string.Join(", ", ready.Select(model => $"{model.Name} ({ByteText.Of(model.Length)})"))} {(ready.Count == 1 ? "is" : "are")} ready");
        else if (models.Count == 0)
            yield return isServedElsewhere ? Finding.Good(What, $"none in {store.Folder}; your settings name servers") : Finding.Warning(What, $"none in {store.Folder}", "assistant models recommend");
        foreach (var model in models)
        {
            switch (model.State)
            {
                case ModelState.Unpinned:
                    yield return Finding.Warning(What, $"{model.Name} came by itself, so it is not used ({model.Path})", $"assistant models pin {model.Name}");
                    break;
                case ModelState.Missing:
                    yield return Finding.Warning(What, $"{model.Name} is gone ({model.Path})", $"assistant models remove {model.Name}, or get it again");
                    break;
                case ModelState.Touched when model.Length != model.Pin!.Identity.Length:
                    yield return Finding.Wrong(What, $"{model.Name} is not the file any more that was taken: {model.Path} has another length", $"get it again, or if the change is yours: assistant models pin {model.Name}");
                    break;
                case ModelState.Touched:
                    yield return Finding.Warning(What, $"{model.Name} was written or moved since it was checked, and is read whole before its next use", $"assistant models verify {model.Name}");
                    break;
            }
        }

        foreach (var path in store.Unnamed())
            yield return Finding.Warning(What, $"{path} is not used: its name is none for a model", "rename it to letters and digits, and . _ - within");
    }
}
