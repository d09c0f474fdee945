using System.Text.Json.Serialization;
using Assistant.Workspace.Building;

namespace Assistant.Workspace.Caching;

/// <summary>A file that the answer depends on.</summary>
/// <param name="Path">Full path.</param>
/// <param name="Sha256">Of its content, or null when it must be absent.</param>
internal sealed record InputFile(string Path, string? Sha256);

/// <summary>A folder whose file names the answer depends on.</summary>
/// <param name="Folder">Full path.</param>
/// <param name="Deep">Whether the folders below count with all their files.</param>
/// <param name="Sha256">Of the sorted names.</param>
internal sealed record InputListing(string Folder, bool Deep, string Sha256);

/// <summary>A cached answer of the design-time build with all that it depends on.</summary>
/// <param name="Format">Of this record; another number is as good as no record.</param>
/// <param name="Projects">The answer.</param>
/// <param name="Files">Files that must be unchanged, or still absent.</param>
/// <param name="Listings">Folders whose names must be unchanged.</param>
/// <param name="Existing">Files that must still exist; their content does not change the answer.</param>
/// <param name="Absent">Files that must still not exist, whatever their content would be.</param>
internal sealed record CacheRecord(
    int Format,
    IReadOnlyList<ProjectArguments> Projects,
    IReadOnlyList<InputFile> Files,
    IReadOnlyList<InputListing> Listings,
    IReadOnlyList<string> Existing,
    IReadOnlyList<string> Absent)
{
    public const int CurrentFormat = 1;
}

[JsonSerializable(typeof(CacheRecord))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
internal sealed partial class CacheJson : JsonSerializerContext;
