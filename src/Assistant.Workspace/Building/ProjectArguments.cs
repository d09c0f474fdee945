namespace Assistant.Workspace.Building;

/// <summary>What the build hands to the compiler for one project and one target framework.</summary>
/// <param name="ProjectFile">Full path.</param>
/// <param name="TargetFramework">Such as <c>net10.0</c>; empty when the project does not say.</param>
/// <param name="OutputPath">Full path of the assembly, or null.</param>
/// <param name="ReferenceOutputPath">Full path of the reference assembly, or null.</param>
/// <param name="IncludesNewFiles">Whether the default globs are on.</param>
/// <param name="RootNamespace">For fixes that name a namespace, or null.</param>
/// <param name="AssetsFile">Full path of what the restore found, or null.</param>
/// <param name="Arguments">In order, unquoted.</param>
internal sealed record ProjectArguments(
    string ProjectFile,
    string TargetFramework,
    string? OutputPath,
    string? ReferenceOutputPath,
    bool IncludesNewFiles,
    string? RootNamespace,
    string? AssetsFile,
    IReadOnlyList<string> Arguments)
{
    public string Folder => Path.GetDirectoryName(ProjectFile)!;

    public string Name => Path.GetFileNameWithoutExtension(ProjectFile);
}
