namespace Assistant.ModelHost.Generation;

/// <summary>The model files there are, and whether they may be loaded.</summary>
public interface IModelFiles
{
    /// <summary>Where they are, for messages.</summary>
    public string Place { get; }

    /// <summary>How to get one, for messages.</summary>
    public string Advice { get; }

    /// <summary>All of them, as it is now.</summary>
    public IReadOnlyList<ModelFile> List();

    /// <summary>The one of a name; null when there is none. Only what is listed is found.</summary>
    public ModelFile? Find(string name);

    /// <summary>Says why a file may not be loaded.</summary>
    /// <param name="file">From <see cref="List"/>.</param>
    /// <param name="opened">The file; what is looked at is what is loaded.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>Null when it may.</returns>
    /// <exception cref="IOException">It cannot be read.</exception>
    public Task<string?> RefusalAsync(ModelFile file, Stream opened, CancellationToken cancellationToken);
}
