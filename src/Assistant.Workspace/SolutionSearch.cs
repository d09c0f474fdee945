using System.Collections.Immutable;
using Assistant.Platform;

namespace Assistant.Workspace;

/// <summary>What could be opened in the folders of an editor. Found by looking at names alone: nothing of a folder is parsed or run.</summary>
public static class SolutionSearch
{
    // Deeper lie tests and samples of a repository, seldom what is worked on.
    private const int MostLevels = 3;

    /// <summary>Full paths of solutions to choose from, those further up first; where there is none, of a folder with C# projects.</summary>
    /// <param name="folders">Full paths of the opened folders.</param>
    public static ImmutableArray<string> In(IEnumerable<string> folders)
    {
        var found = ImmutableArray.CreateBuilder<string>();
        foreach (var folder in folders.Where(Files.FolderExists))
        {
            var solutions = SolutionsBelow(folder);
            if (solutions.Count > 0)
                found.AddRange(solutions);
            else if (Files.Below(folder, FolderRules.MayHoldSources).Any(file => file.EndsWith(".csproj", StringComparison.OrdinalIgnoreCase)))
                found.Add(folder);
        }

        return [.. found.Distinct(StringComparer.Ordinal)];
    }

    private static List<string> SolutionsBelow(string folder)
    {
        List<string> level = [folder];
        List<string> found = [];
        for (var depth = 0; depth < MostLevels && level.Count > 0; depth++)
        {
            // A solution in both formats is one solution.
            found.AddRange(level
                .SelectMany(at => Files.InFolder(at, "*.slnx").Concat(Files.InFolder(at, "*.sln")))
                .DistinctBy(path => Path.ChangeExtension(path, null), StringComparer.Ordinal));
            level = [.. level.SelectMany(Files.FoldersIn).Where(at => FolderRules.MayHoldSources(Path.GetFileName(at)) && !Files.IsLink(at))];
        }

        return found;
    }
}
