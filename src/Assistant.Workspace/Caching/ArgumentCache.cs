using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Assistant.Platform;

namespace Assistant.Workspace.Caching;

/// <summary>
/// Answers of the design-time build on disk, in <c>designtime</c> of the user's cache. The name of an entry holds what was
/// asked (target, properties, SDK, environment); the entry holds what the answer depended on. A damaged entry is no entry.
/// </summary>
internal sealed class ArgumentCache(UserFolders folders)
{
    private const int KeptEntries = 50;

    private string Folder => Path.Combine(folders.Cache, "designtime");

    /// <summary>The name for a question.</summary>
    public static string Key(WorkspaceTarget target, IReadOnlyDictionary<string, string> properties, Sdk sdk, string environmentDigest)
    {
        var text = new StringBuilder();
        text.Append(target.Path).Append('\0');
        foreach (var project in target.Projects)
            text.Append(project).Append('\0');
        foreach (var (name, value) in properties.OrderBy(property => property.Key, StringComparer.OrdinalIgnoreCase))
            text.Append(name.ToUpperInvariant()).Append('=').Append(value).Append('\0');
        text.Append(sdk.Version).Append('\0').Append(sdk.Folder).Append('\0').Append(environmentDigest);
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString()))).ToLowerInvariant();
    }

    /// <summary>The answer, if there is one and nothing it depended on has changed.</summary>
    public async Task<CacheRecord?> FindAsync(string key, CancellationToken cancellationToken)
    {
        var file = FileOf(key);
        if (!Files.Exists(file))
            return null;
        try
        {
            var record = JsonSerializer.Deserialize(await Files.ReadAllBytesAsync(file, cancellationToken), CacheJson.Default.CacheRecord);
            return record is { Projects: not null, Files: not null, Listings: not null, Existing: not null, Absent: not null } && Fingerprint.IsCurrent(record, cancellationToken)
                ? record
                : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Keeps an answer. A cache that cannot be written costs time at the next opening and nothing else.</summary>
    public async Task KeepAsync(string key, CacheRecord record, CancellationToken cancellationToken)
    {
        try
        {
            Files.CreatePrivateFolder(Folder);
            await AtomicFile.WriteAsync(FileOf(key), JsonSerializer.SerializeToUtf8Bytes(record, CacheJson.Default.CacheRecord), cancellationToken);
            foreach (var old in Files.InFolder(Folder, "*.json").OrderByDescending(Files.LastWriteTimeUtc).Skip(KeptEntries))
                Files.DeleteOwn(old);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // As said above.
        }
    }

    private string FileOf(string key) => Path.Combine(Folder, key + ".json");
}
