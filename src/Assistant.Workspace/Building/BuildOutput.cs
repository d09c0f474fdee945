using System.Collections.Immutable;
using Assistant.Platform;

namespace Assistant.Workspace.Building;

/// <summary>Reads the files that <see cref="DesignTimeFiles"/>' targets wrote.</summary>
internal static class BuildOutput
{
    /// <summary>
    /// The arguments of each project and framework, in a fixed order. A project built twice with other global properties counts
    /// once: which of the two is decided by their text, so that it is the same the next time.
    /// </summary>
    public static ImmutableArray<ProjectArguments> ReadArguments(string folder) =>
    [
        .. Files.InFolder(folder, "*" + DesignTimeFiles.ArgumentsExtension)
            .Select(ReadOne)
            .OfType<ProjectArguments>()
            .OrderBy(project => project.ProjectFile, StringComparer.Ordinal)
            .ThenBy(project => project.TargetFramework, StringComparer.Ordinal)
            .ThenBy(project => string.Join('\n', project.Arguments), StringComparer.Ordinal)
            .DistinctBy(project => (project.ProjectFile, project.TargetFramework)),
    ];

    /// <summary>The frameworks that each multi-targeting project says it has.</summary>
    public static IReadOnlyDictionary<string, ImmutableArray<string>> ReadFrameworks(string folder)
    {
        var frameworks = new Dictionary<string, ImmutableArray<string>>(StringComparer.Ordinal);
        foreach (var file in Files.InFolder(folder, "*" + DesignTimeFiles.FrameworksExtension))
        {
            var lines = Files.ReadAllLines(file);
            if (lines.Length > 0 && Value(lines, "project") is { } project)
                frameworks[project] = [.. lines.Skip(1).Where(line => line.Length > 0)];
        }

        return frameworks;
    }

    private static ProjectArguments? ReadOne(string file)
    {
        var lines = Files.ReadAllLines(file);
        var end = Array.IndexOf(lines, DesignTimeFiles.HeaderEnd);
        if (end < 0 || Value(lines, "project") is not { } project)
            return null;
        var folder = Path.GetDirectoryName(project)!;
        return new ProjectArguments(
            project,
            Value(lines, "framework") ?? "",
            FullPath(folder, Value(lines, "output")),
            FullPath(folder, Value(lines, "reference")),
            string.Equals(Value(lines, "globs"), "true,true", StringComparison.OrdinalIgnoreCase),
            Value(lines, "namespace"),
            FullPath(folder, Value(lines, "assets")),
            [.. lines.Skip(end + 1).Where(line => line.Length > 0)]);
    }

    private static string? Value(string[] lines, string name)
    {
        var line = Array.Find(lines, line => line.StartsWith(name + "=", StringComparison.Ordinal));
        return line is null || line.Length == name.Length + 1 ? null : line[(name.Length + 1)..];
    }

    private static string? FullPath(string folder, string? path) => path is null ? null : Path.GetFullPath(Path.Combine(folder, path));
}
