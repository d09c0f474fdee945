namespace Assistant.Tests.Kit;

/// <summary>This repository on disk.</summary>
internal static class Repository
{
    public static string Root { get; } = Find(new DirectoryInfo(AppContext.BaseDirectory));

    public static string RuleCases => Path.Combine(Root, "tests", "Assistant.Tests", "Proposing", "Cases");

    public static string Cases => Path.Combine(Root, "tests", "Assistant.Tests", "Verification", "Cases");

    public static IEnumerable<string> Files(string folder, string pattern) =>
        Directory.EnumerateFiles(Path.Combine(Root, folder), pattern, SearchOption.AllDirectories)
            .Where(path => !Path.GetRelativePath(Root, path).Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"))
            .Order(StringComparer.Ordinal);

    public static string Relative(string path) => Path.GetRelativePath(Root, path).Replace('\\', '/');

    private static string Find(DirectoryInfo? folder) => folder switch
    {
        null => throw new DirectoryNotFoundException("the tests do not stand in the repository"),
        _ when File.Exists(Path.Combine(folder.FullName, "Assistant.sln")) => folder.FullName,
        _ => Find(folder.Parent),
    };
}
