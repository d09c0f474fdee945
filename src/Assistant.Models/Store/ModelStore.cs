using System.Text.Json;
using Assistant.Platform;

namespace Assistant.Models.Store;

/// <summary>
/// The models of this user: GGUF files in one folder, and files of other programs that stay where they are. What stands beside a
/// model, <c>name.json</c>, is its pin: the digest that it had when it came, and what tells that the file is still the same one.
/// The digest of many gigabytes is computed once and not at each load. Folder and pins can be read and repaired by hand.
/// </summary>
/// <param name="folder">The folder; it need not be there.</param>
public sealed class ModelStore(string folder)
{
    /// <summary>The ending of a model's file.</summary>
    public const string Ending = ".gguf";

    /// <summary>Behind the path of a model: what of it has come so far.</summary>
    internal const string PartEnding = ".part";

    /// <summary>Behind the path of a model: what that is a part of.</summary>
    internal const string PartNoteEnding = ".part-of";

    private const string PinEnding = ".json";
    private const string Meanwhile = "was written while it was read: try again when nobody writes it";

    /// <summary>The folder.</summary>
    public string Folder => folder;

    /// <summary>All models, by name.</summary>
    public IReadOnlyList<StoredModel> List()
    {
        var names = Files.InFolder(folder, "*" + PinEnding).Concat(Files.InFolder(folder, "*" + Ending))
            .Select(path => ModelName.TryParse(Path.GetFileNameWithoutExtension(path)))
            .OfType<ModelName>().DistinctBy(name => name.Text);
        return [.. names.Select(Find).OfType<StoredModel>().OrderBy(model => model.Name.Text, StringComparer.Ordinal)];
    }

    /// <summary>Model files in the folder whose names are none: they must be renamed to be used.</summary>
    public IReadOnlyList<string> Unnamed() => [.. Files.InFolder(folder, "*" + Ending).Where(path => ModelName.TryParse(Path.GetFileNameWithoutExtension(path)) is null)];

    /// <summary>A model; null when there is none of that name.</summary>
    public StoredModel? Find(ModelName name)
    {
        var pin = ReadPin(name);
        var path = pin?.Path ?? PathOf(name);
        var identity = FileIdentity.At(path);
        if (pin is null && identity is null)
            return null;
        var state = (pin, identity) switch
        {
            (null, _) => ModelState.Unpinned,
            (_, null) => ModelState.Missing,
            _ => pin.Identity == identity ? ModelState.Pinned : ModelState.Touched,
        };
        return new StoredModel(name, path, identity?.Length ?? 0, state, pin);
    }

    /// <summary>Where the file of a model stands that is the store's own.</summary>
    public string PathOf(ModelName name) => Path.Combine(folder, name.Text + Ending);

    /// <summary>Stops what would end with a pin that cannot be written, before gigabytes are read.</summary>
    /// <exception cref="ModelRefusedException">Nothing can be written in the folder.</exception>
    public void EnsureWritable()
    {
        if (Files.WriteObstacle(folder) is { } obstacle)
            throw new ModelRefusedException($"nothing can be written in {folder}, where models are kept: make it yours to write, or set XDG_DATA_HOME to a folder that is ({obstacle})");
    }

    /// <summary>Models of which a part has come: their names, and the bytes that are here.</summary>
    public IReadOnlyList<(ModelName Name, long Bytes)> Begun() =>
    [
        .. Files.InFolder(folder, "*" + Ending + PartEnding)
            .Select(path => (Name: ModelName.TryParse(Path.GetFileName(path)[..^(Ending + PartEnding).Length]), Bytes: Files.Length(path)))
            .Where(part => part.Name is not null).Select(part => (part.Name!, part.Bytes)),
    ];

    /// <summary>Computes the digest of a file and takes it as a model of this name.</summary>
    /// <param name="name">Its name from now on.</param>
    /// <param name="path">The file, here or elsewhere; it is not copied.</param>
    /// <param name="source">Where it came from.</param>
    /// <param name="stated">The digest it must have, and who says so; null when nobody does.</param>
    /// <param name="check">Looks at the very file whose digest is computed; throws <see cref="ModelRefusedException"/> to refuse it.</param>
    /// <param name="progress">Told the bytes that have been read.</param>
    /// <param name="cancellationToken">Ends it; nothing is taken then.</param>
    /// <exception cref="ModelRefusedException">It is refused, has another digest, or changed meanwhile.</exception>
    /// <exception cref="IOException">It cannot be read, or the pin cannot be written.</exception>
    public async Task<ModelPin> PinAsync(
        ModelName name, string path, string source, (Sha256Digest Digest, DigestOrigin Origin)? stated, Action<Stream> check, IProgress<long> progress, CancellationToken cancellationToken)
    {
        EnsureWritable();
        await using var opened = Files.OpenRead(path);
        var before = FileIdentity.Of(opened);
        check(opened);
        var digest = await Sha256Digest.OfAsync(opened, progress, cancellationToken);
        if (stated is { } wanted && digest != wanted.Digest)
            throw new ModelRefusedException($"{path} has the SHA-256 {digest} and should have {wanted.Digest}: it is damaged or another file");
        if (FileIdentity.Of(opened) != before)
            throw new ModelRefusedException($"{path} {Meanwhile}");
        return Take(name, path, digest, before, source, stated?.Origin ?? DigestOrigin.AsItCame);
    }

    /// <summary>Takes a file as a model whose digest was just computed.</summary>
    /// <param name="name">Its name from now on.</param>
    /// <param name="path">The file.</param>
    /// <param name="digest">Its digest.</param>
    /// <param name="identity">What the file is.</param>
    /// <param name="source">Where it came from.</param>
    /// <param name="origin">Who says that the digest is the right one.</param>
    /// <exception cref="IOException">The pin cannot be written.</exception>
    public ModelPin Take(ModelName name, string path, Sha256Digest digest, FileIdentity identity, string source, DigestOrigin origin)
    {
        var pin = new ModelPin(path, digest, identity, source, origin);
        Write(name, pin);
        return pin;
    }

    /// <summary>Says why a model may not be loaded, after computing its digest where it could have changed.</summary>
    /// <param name="model">From <see cref="List"/> or <see cref="Find"/>.</param>
    /// <param name="opened">Its file; what is looked at is what is loaded.</param>
    /// <param name="isThorough">Whether the digest is computed in any case.</param>
    /// <param name="progress">Told the bytes that have been read.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>Null when it may.</returns>
    public async Task<string?> RefusalAsync(StoredModel model, Stream opened, bool isThorough, IProgress<long> progress, CancellationToken cancellationToken)
    {
        if (model.Pin is not { } pin)
            return $"{model.Path} came by itself, so it is not used: if it is yours, say so once with: assistant models pin {model.Name}";
        var identity = FileIdentity.Of(opened);
        if (identity == pin.Identity && !isThorough)
            return null;
        if (identity.Length != pin.Identity.Length || await Sha256Digest.OfAsync(opened, progress, cancellationToken) != pin.Digest)
            return $"{model.Path} is not the file that was taken as {model.Name}: it was changed or replaced; {(Owns(model) ? "get it again (assistant models pull), or if the change is yours" : "if that was meant, as when its program fetched a newer one")}: assistant models pin {model.Name}";
        if (FileIdentity.Of(opened) != identity)
            return $"{model.Path} {Meanwhile}";
        if (identity != pin.Identity)
            Remember(model.Name, pin, identity);
        return null;
    }

    /// <summary>Takes a model out of the store, with its file where that is the store's own, and with what a pull has begun.</summary>
    /// <returns>Whether there was anything of that name.</returns>
    /// <exception cref="IOException">It cannot be deleted.</exception>
    public bool Remove(ModelName name)
    {
        var isThere = Find(name) is not null || Begun().Any(part => part.Name == name);
        // The pin last: what is cut off between the two is a model without a file, which can be removed again.
        foreach (var ending in new[] { "", PartEnding, PartNoteEnding })
            Files.Delete(PathOf(name) + ending);
        Files.Delete(PinPath(name));
        return isThere;
    }

    /// <summary>Whether the file is the store's own and not another program's.</summary>
    public bool Owns(StoredModel model) => model.Path == PathOf(model.Name);

    private string PinPath(ModelName name) => Path.Combine(folder, name.Text + PinEnding);

    private void Write(ModelName name, ModelPin pin)
    {
        Files.CreatePrivateFolder(folder);
        // Relative for the store's own, so that the folder can be moved.
        var where = pin.Path == PathOf(name) ? "" : pin.Path;
        var file = new PinFile(where, pin.Digest.Hex, pin.Identity.Inode, pin.Identity.Length, pin.Identity.Written, pin.Identity.Changed, pin.Source, pin.Origin);
        Files.WriteOwnWhole(PinPath(name), stream => JsonSerializer.Serialize(stream, file, StoreJson.Default.PinFile));
    }

    // That the digest is still right. Not remembered it is computed once more, which is no reason to refuse the model; and whoever
    // pinned or removed it meanwhile knows better.
    private void Remember(ModelName name, ModelPin pin, FileIdentity identity)
    {
        try
        {
            if (ReadPin(name) == pin)
                Write(name, pin with { Identity = identity });
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // A store that cannot be written, or a full disk.
        }
    }

    private ModelPin? ReadPin(ModelName name)
    {
        try
        {
            if (JsonSerializer.Deserialize(Files.ReadAllBytes(PinPath(name)), StoreJson.Default.PinFile) is not { } file || Sha256Digest.TryParse(file.Sha256) is not { } digest)
                return null;
            var identity = new FileIdentity(file.Inode, file.Length, file.Written, file.Changed);
            return file.Path.Length == 0 || Path.IsPathFullyQualified(file.Path)
                ? new ModelPin(file.Path.Length == 0 ? PathOf(name) : file.Path, digest, identity, file.Source, file.Origin)
                : null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or JsonException)
        {
            // Half of a pin is none: the model is unpinned then, which says what to do.
            return null;
        }
    }
}
