using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Assistant.Platform;

namespace Assistant.Workspace;

/// <summary>
/// The folders whose code the user allows to run, in <c>trust.json</c> of the user's own settings: no file of a folder can
/// vote on its own trust. A trusted folder covers all below it; real paths are compared, so a link brings nothing in.
/// </summary>
/// <param name="folders">Where the user's settings are.</param>
public sealed class TrustStore(UserFolders folders)
{
    private const string Key = "folders";
    private const int MostAttempts = 5;

    private string StorePath => Path.Combine(folders.Config, "trust.json");

    /// <summary>Whether the user trusted this folder or one above it. A store that cannot be read trusts nothing.</summary>
    /// <param name="root">Full path of the folder.</param>
    public bool IsTrusted(string root)
    {
        if (RealPath.Of(root) is not { } real)
            return false;
        try
        {
            return Trusted(Read()).Any(folder => Path.IsPathFullyQualified(folder) && RealPath.IsInside(folder, real));
        }
        catch (WorkspaceException)
        {
            return false;
        }
    }

    /// <summary>Remembers that the user trusts this folder and all below it.</summary>
    /// <exception cref="WorkspaceException">The folder is missing, or the store cannot be read or written.</exception>
    public async Task AddAsync(string root, CancellationToken cancellationToken)
    {
        var real = RealPath.Of(root) ?? throw new WorkspaceException($"{root} does not exist: nothing to trust");
        if (IsTrusted(real))
            return;
        try
        {
            Files.CreatePrivateFolder(folders.Config);
            for (var attempt = 1; ; attempt++)
            {
                try
                {
                    await WriteAsync(real, cancellationToken);
                    return;
                }
                catch (FileChangedException) when (attempt < MostAttempts)
                {
                    // Another process added a folder meanwhile: ours is added to what it wrote.
                }
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new WorkspaceException($"{StorePath} could not be written: {exception.Message}");
        }
    }

    private static IEnumerable<string> Trusted(JsonObject store)
    {
        if (store[Key] is not JsonArray list)
            yield break;
        foreach (var node in list)
        {
            if (node is JsonValue value && value.TryGetValue<string>(out var folder))
                yield return folder;
        }
    }

    // The store is looked at again directly before the rename. Between the two lies a window of microseconds in which the last
    // of two processes wins; the user of the other is asked again.
    private async Task WriteAsync(string folder, CancellationToken cancellationToken)
    {
        byte[]? before = Files.Exists(StorePath) ? await Files.ReadAllBytesAsync(StorePath, cancellationToken) : null;
        var store = before is null ? [] : Parsed(Encoding.UTF8.GetString(before).TrimStart('\uFEFF'));
        if (store[Key] is not JsonArray list)
            store[Key] = list = [];
        list.Add((JsonNode)JsonValue.Create(folder));
        var batch = new AtomicBatch();
        batch.Write(
            Path.Combine(RealPath.Of(folders.Config) ?? folders.Config, Path.GetFileName(StorePath)),
            Encoding.UTF8.GetBytes(store.ToJsonString() + "\n"),
            before is null ? (ReadOnlyMemory<byte>?)null : before);
        await batch.CommitAsync(cancellationToken);
    }

    private JsonObject Read()
    {
        if (!Files.Exists(StorePath))
            return [];
        try
        {
            return Parsed(Files.ReadAllText(StorePath));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Parsed("");
        }
    }

    private JsonObject Parsed(string text)
    {
        try
        {
            if (JsonNode.Parse(text) is JsonObject store)
                return store;
        }
        catch (JsonException)
        {
            // Told below: whatever is wrong with it, the remedy is the same.
        }

        throw new WorkspaceException($"{StorePath} cannot be read as JSON: correct it or delete it");
    }
}
