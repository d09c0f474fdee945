using Assistant.Platform;

namespace Assistant.ModelHost.Generation;

/// <summary>All files <c>*.gguf</c> of a folder that the user named for it: naming it is saying that they may be used.</summary>
/// <param name="folder">The folder.</param>
public sealed class FolderModels(string folder) : IModelFiles
{
    private const string Ending = ".gguf";

    /// <inheritdoc/>
    public string Place => folder;

    /// <inheritdoc/>
    public string Advice => $"put *{Ending} files there";

    /// <inheritdoc/>
    public IReadOnlyList<ModelFile> List() => [.. Files.InFolder(folder, "*" + Ending).Select(path => new ModelFile(Path.GetFileNameWithoutExtension(path), path))];

    /// <inheritdoc/>
    public ModelFile? Find(string name) => List().FirstOrDefault(file => file.Name == name);

    /// <inheritdoc/>
    public Task<string?> RefusalAsync(ModelFile file, Stream opened, CancellationToken cancellationToken) => Task.FromResult<string?>(null);
}
