using System.Collections.Immutable;
using Assistant.Core.Snapshots;
using Assistant.Platform;

namespace Assistant.Workspace.Projects;

/// <summary>Reads which projects belong to a workspace and sets apart those that cannot be opened, by their text alone.</summary>
internal static class ProjectReader
{
    public static async Task<ProjectSet> ReadAsync(WorkspaceTarget target, CancellationToken cancellationToken)
    {
        var solution = target.IsSolution ? await SolutionFile.ReadAsync(target.Path, cancellationToken) : null;
        ImmutableArray<string> named = solution?.Projects ?? target.Projects;
        var good = ImmutableArray.CreateBuilder<string>();
        var unloaded = ImmutableArray.CreateBuilder<UnloadedProject>();
        foreach (var project in named.Distinct(StringComparer.Ordinal))
        {
            if (ReasonAgainst(project) is { } reason)
                unloaded.Add(new UnloadedProject(project, null, reason));
            else
                good.Add(project);
        }

        if (named.IsEmpty)
            throw new WorkspaceException($"{target.Path} has no projects: add one with `dotnet sln add`, or open a project");
        return new ProjectSet(good.ToImmutable(), unloaded.ToImmutable(), solution?.SolutionPath, solution?.Files ?? target.Projects);
    }

    private static string? ReasonAgainst(string project)
    {
        var extension = Path.GetExtension(project).ToLowerInvariant();
        if (!string.Equals(extension, ".csproj", StringComparison.Ordinal))
            return $"only C# projects are opened, and this is {LanguageOf(extension)}";
        if (!Files.Exists(project))
            return "the file is missing: remove it from the solution or bring it back";
        return ProjectText.ReasonAgainst(project);
    }

    private static string LanguageOf(string extension) => extension switch
    {
        ".vbproj" => "Visual Basic",
        ".fsproj" => "F#",
        ".vcxproj" => "C++",
        "" => "a folder",
        _ => $"a {extension} project",
    };
}
