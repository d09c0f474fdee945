using Assistant.Platform;

namespace Assistant.Workspace.Loading;

/// <summary>Finds sources that seem to lie in the opened folder and really lie elsewhere: they are compiled, and never written.</summary>
internal static class FileLinks
{
    public static IEnumerable<string> Notices(string root, IEnumerable<ProjectPlan> plans)
    {
        if (RealPath.Of(root) is not { } realRoot)
            yield break;
        var realFolders = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var path in plans.SelectMany(plan => plan.Compiler.SourceFiles.Select(file => plan.Full(file.Path))).Distinct(StringComparer.Ordinal))
        {
            if (!RealPath.IsInside(root, path))
                continue;
            var folder = Path.GetDirectoryName(path)!;
            if (!realFolders.TryGetValue(folder, out var realFolder))
                realFolders[folder] = realFolder = RealPath.Of(folder);
            var real = Files.IsLink(path) ? RealPath.Of(path) : realFolder;
            if (real is not null && !RealPath.IsInside(realRoot, real))
                yield return $"{Path.GetRelativePath(root, path)} is a link to a file outside the folder: it is read but never changed";
        }
    }
}
