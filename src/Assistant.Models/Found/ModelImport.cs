using Assistant.Models.Store;

namespace Assistant.Models.Found;

/// <summary>Takes files of other programs into the store: their digests are computed and pinned, and they stay where they are.</summary>
/// <param name="store">The store.</param>
public sealed class ModelImport(ModelStore store)
{
    /// <summary>The model of the store that a file is already, as it stands there now; null when it is none.</summary>
    public StoredModel? Known(FoundModel found) => store.List().FirstOrDefault(model => model.State == ModelState.Pinned && model.Path == found.Path);

    /// <summary>Takes a file.</summary>
    /// <param name="found">The file.</param>
    /// <param name="wanted">What it shall be called; null for the name nearest to its own.</param>
    /// <param name="check">Looks at the file; throws <see cref="ModelRefusedException"/> to refuse it.</param>
    /// <param name="progress">Told the bytes that have been read.</param>
    /// <param name="cancellationToken">Ends it; nothing is taken then.</param>
    /// <returns>What it is called, and its pin.</returns>
    /// <exception cref="ModelRefusedException">It is not taken; the message says why and what to do.</exception>
    /// <exception cref="IOException">It cannot be read, or the pin cannot be written.</exception>
    public async Task<(ModelName Name, ModelPin Pin)> TakeAsync(FoundModel found, ModelName? wanted, Action<Stream> check, IProgress<long> progress, CancellationToken cancellationToken)
    {
        var name = wanted ?? ModelName.Near(found.Name);
        if (store.Find(name) is { } other && other.Path != found.Path)
            throw new ModelRefusedException($"{name} is {other.Path} already: give this one another name (--as <name>)");
        var stated = found.Digest is { } digest ? (digest, DigestOrigin.StatedBySource) : ((Sha256Digest, DigestOrigin)?)null;
        return (name, await store.PinAsync(name, found.Path, $"{found.Program}: {found.Name}", stated, check, progress, cancellationToken));
    }
}
