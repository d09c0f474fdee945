using System.Collections.Immutable;
using Assistant.Platform;

namespace Assistant.Workspace;

/// <summary>What the user asked to open. Found by looking at names alone: nothing of the folder is parsed or run.</summary>
/// <param name="Path">Full path of the solution or project file, or of the folder when several projects are opened without a solution.</param>
/// <param name="Root">Full path of the folder that paths in answers are relative to, and that trust is asked for.</param>
/// <param name="Projects">Full paths of the project files; empty for a solution, which says itself what belongs to it.</param>
public sealed record WorkspaceTarget(string Path, string Root, ImmutableArray<string> Projects)
{
    private static readonly ImmutableArray<string> SolutionExtensions = [".sln", ".slnx", ".slnf"];
    private static readonly ImmutableArray<string> OtherProjectExtensions = [".vbproj", ".fsproj", ".vcxproj", ".proj", ".esproj"];

    /// <summary>Whether <see cref="Path"/> is a solution file.</summary>
    public bool IsSolution => SolutionExtensions.Contains(System.IO.Path.GetExtension(Path).ToLowerInvariant());

    /// <summary>Finds what a path means: a solution, a solution filter, a C# project, or a folder with one of them.</summary>
    /// <param name="path">Full or relative to the process' folder.</param>
    /// <exception cref="WorkspaceException">There is nothing to open, or more than one thing.</exception>
    public static WorkspaceTarget Find(string path)
    {
        var full = System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(path));
        if (Files.FolderExists(full))
            return FindInFolder(full);
        if (!Files.Exists(full))
            throw new WorkspaceException($"{full} does not exist: name a .sln, .slnx, .slnf or .csproj file, or a folder with one");
        return OfFile(full);
    }

    private static WorkspaceTarget OfFile(string file)
    {
        var extension = System.IO.Path.GetExtension(file).ToLowerInvariant();
        var folder = System.IO.Path.GetDirectoryName(file)!;
        if (SolutionExtensions.Contains(extension))
            return new WorkspaceTarget(file, folder, []);
        if (string.Equals(extension, ".csproj", StringComparison.Ordinal))
            return new WorkspaceTarget(file, folder, [file]);
        if (OtherProjectExtensions.Contains(extension))
            throw new WorkspaceException($"{System.IO.Path.GetFileName(file)} is not a C# project: only C# projects are opened (.csproj)");
        throw new WorkspaceException($"{file} is neither a solution nor a project: name a .sln, .slnx, .slnf or .csproj file, or a folder with one");
    }

    private static WorkspaceTarget FindInFolder(string folder)
    {
        // A .slnf beside its solution is a view of it, so it does not make the choice ambiguous.
        ImmutableArray<string> solutions = [.. Files.InFolder(folder, "*.sln"), .. Files.InFolder(folder, "*.slnx")];
        solutions = [.. solutions.Distinct(StringComparer.Ordinal)];
        if (solutions.Length == 1)
            return OfFile(solutions[0]);
        if (solutions.Length > 1)
            throw new WorkspaceException($"{folder} holds several solutions, name one of them: {Names(solutions)}");
        var filters = Files.InFolder(folder, "*.slnf");
        if (filters.Count == 1)
            return OfFile(filters[0]);
        if (filters.Count > 1)
            throw new WorkspaceException($"{folder} holds several solution filters, name one of them: {Names(filters)}");
        var projects = Files.InFolder(folder, "*.csproj");
        if (projects.Count == 1)
            return OfFile(projects[0]);
        ImmutableArray<string> below = [.. Files.Below(folder, FolderRules.MayHoldSources).Where(file => file.EndsWith(".csproj", StringComparison.OrdinalIgnoreCase))];
        if (below.IsEmpty)
            throw new WorkspaceException($"{folder} holds no solution and no C# project: name a .sln, .slnx, .slnf or .csproj file");
        return below.Length == 1 ? OfFile(below[0]) with { Root = folder } : new WorkspaceTarget(folder, folder, below);
    }

    private static string Names(IEnumerable<string> paths) => string.Join(", ", paths.Select(System.IO.Path.GetFileName));
}
