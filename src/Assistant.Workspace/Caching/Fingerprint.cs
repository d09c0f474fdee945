using Assistant.Platform;
using Assistant.Workspace.Building;
using Assistant.Workspace.Projects;
using Microsoft.CodeAnalysis.CSharp;

namespace Assistant.Workspace.Caching;

/// <summary>
/// Finds all that an answer of the design-time build depends on. Not covered, because MSBuild does not tell: files that an
/// expression or a task of a project reads by itself, such as a version file.
/// </summary>
internal static class Fingerprint
{
    /// <summary>Given to MSBuild when it exists, in the workspace's folder or any above it.</summary>
    private const string ResponseFile = "Directory.Build.rsp";

    /// <summary>Read when they exist, in the folder of a project or any above it.</summary>
    private static readonly string[] FoundUpwards =
    [
        "Directory.Build.props", "Directory.Build.targets", "Directory.Build.rsp", "Directory.Packages.props", "global.json",
        "nuget.config", "NuGet.config", "NuGet.Config",
    ];

    /// <summary>Named in the arguments when they exist, in the folder of a source or any above it; the content is read at each opening.</summary>
    private static readonly string[] NamedUpwards = [".editorconfig", ".globalconfig"];

    /// <summary>What is known to count before MSBuild has said anything, as it is before MSBuild runs.</summary>
    public static CacheRecord Before(ProjectSet projects, string root)
    {
        var contents = new SortedSet<string>([.. projects.Files, .. projects.Projects], StringComparer.Ordinal);
        var existing = new SortedSet<string>(StringComparer.Ordinal);
        var absent = new SortedSet<string>(StringComparer.Ordinal);
        AddUpwards(root, [ResponseFile], contents);
        var folders = projects.Projects.Select(project => Path.GetDirectoryName(project)!).Distinct(StringComparer.Ordinal).ToList();
        foreach (var folder in folders)
        {
            AddUpwards(folder, FoundUpwards, contents);
            foreach (var candidate in Upwards(folder, NamedUpwards))
                (Files.Exists(candidate) ? existing : absent).Add(candidate);
        }

        return New([], contents, folders.ToDictionary(folder => folder, _ => true, StringComparer.Ordinal), existing, absent);
    }

    /// <summary>The record for an answer, or null when something changed while MSBuild ran, so that nobody knows which version it saw.</summary>
    /// <param name="result">The answer.</param>
    /// <param name="projects">What was asked about.</param>
    /// <param name="root">The workspace's folder.</param>
    /// <param name="sdk">The SDK that answered.</param>
    /// <param name="before">What <see cref="Before"/> found.</param>
    /// <param name="started">When the opening began, before the solution was read.</param>
    /// <param name="asked">When MSBuild was started; what a restore wrote before is no change.</param>
    public static CacheRecord? Record(DesignTimeResult result, ProjectSet projects, string root, Sdk sdk, CacheRecord before, DateTime started, DateTime asked)
    {
        var contents = new SortedSet<string>(StringComparer.Ordinal);
        var existing = new SortedSet<string>(StringComparer.Ordinal);
        var absent = new SortedSet<string>(StringComparer.Ordinal);
        var listings = new Dictionary<string, bool>(StringComparer.Ordinal);
        contents.UnionWith(projects.Files);
        contents.UnionWith(projects.Projects);
        AddUpwards(root, [ResponseFile], contents);
        contents.UnionWith(result.Imports.Where(import => !RealPath.IsInside(sdk.Folder, import)));
        foreach (var project in result.Projects)
        {
            contents.Add(project.ProjectFile);
            contents.Add(project.ProjectFile + ".user");
            if (project.AssetsFile is { } assets)
                contents.Add(assets);
            listings[project.Folder] = true;
            AddUpwards(project.Folder, FoundUpwards, contents);
        }

        foreach (var project in result.Projects)
            AddNamed(project, contents, existing, absent, listings);
        // Made before the looks below: a change between the two is in the record or seen by them.
        var record = New(result.Projects, contents, listings, existing, absent);
        if (contents.Any(file => !IsGenerated(file) && Files.LastWriteTimeUtc(file) >= started))
            return null;
        // Folders that only the answer named were not looked at before. Their times tell whether a name in them came or went.
        var known = before.Listings.Select(listing => listing.Folder).ToHashSet(StringComparer.Ordinal);
        if (listings.Any(listing => !known.Contains(listing.Key) && FolderListing.LastChange(listing.Key, listing.Value) >= asked))
            return null;
        if (existing.Any(file => IsNamedUpwards(file) && !before.Existing.Contains(file) && Files.LastWriteTimeUtc(file) >= asked))
            return null;
        return IsCurrent(before, CancellationToken.None) ? record : null;
    }

    /// <summary>Whether everything is as it was when the record was made.</summary>
    public static bool IsCurrent(CacheRecord record, CancellationToken cancellationToken)
    {
        if (record.Format != CacheRecord.CurrentFormat || record.Absent.Any(Files.Exists) || !record.Existing.All(Files.Exists))
            return false;
        foreach (var listing in record.Listings)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!string.Equals(ListingOf(listing.Folder, listing.Deep), listing.Sha256, StringComparison.Ordinal))
                return false;
        }

        foreach (var file in record.Files)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!string.Equals(Files.Sha256(file.Path), file.Sha256, StringComparison.Ordinal))
                return false;
        }

        return true;
    }

    private static void AddNamed(
        ProjectArguments project, SortedSet<string> contents, SortedSet<string> existing, SortedSet<string> absent, Dictionary<string, bool> listings)
    {
        var parsed = CSharpCommandLineParser.Default.Parse(project.Arguments, project.Folder, sdkDirectory: null);
        var folders = new HashSet<string>(StringComparer.Ordinal);
        foreach (var path in parsed.SourceFiles.Select(file => file.Path).Concat(parsed.AdditionalFiles.Select(file => file.Path)).Concat(parsed.AnalyzerConfigPaths))
        {
            var full = Path.GetFullPath(Path.Combine(project.Folder, path));
            if (IsGenerated(full))
                contents.Add(full);
            else
                existing.Add(full);
            folders.Add(Path.GetDirectoryName(full)!);
        }

        foreach (var reference in parsed.MetadataReferences.Select(reference => reference.Reference).Where(Files.Exists))
            existing.Add(reference);
        foreach (var folder in folders)
        {
            foreach (var candidate in Upwards(folder, NamedUpwards))
                (Files.Exists(candidate) ? existing : absent).Add(candidate);
            if (!RealPath.IsInside(project.Folder, folder))
                listings.TryAdd(folder, false);
        }
    }

    private static CacheRecord New(
        IReadOnlyList<ProjectArguments> projects, SortedSet<string> contents, Dictionary<string, bool> listings, SortedSet<string> existing, SortedSet<string> absent) => new(
        CacheRecord.CurrentFormat,
        projects,
        [.. contents.Select(file => new InputFile(file, Files.Sha256(file)))],
        [.. listings.OrderBy(listing => listing.Key, StringComparer.Ordinal).Select(listing => new InputListing(listing.Key, listing.Value, ListingOf(listing.Key, listing.Value)))],
        [.. existing],
        [.. absent]);

    private static bool IsNamedUpwards(string path) => NamedUpwards.Contains(Path.GetFileName(path), StringComparer.Ordinal);

    private static string ListingOf(string folder, bool deep) => deep ? FolderListing.Deep(folder) : FolderListing.Shallow(folder);

    private static bool IsGenerated(string path) =>
        path.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal);

    private static void AddUpwards(string folder, string[] names, SortedSet<string> paths) => paths.UnionWith(Upwards(folder, names));

    private static IEnumerable<string> Upwards(string folder, string[] names)
    {
        for (var current = folder; current is not null; current = Path.GetDirectoryName(current))
        {
            foreach (var name in names)
                yield return Path.Combine(current, name);
        }
    }
}
