using Assistant.Workspace.Building;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Assistant.Workspace.Loading;

/// <summary>A project and framework on its way into a solution.</summary>
/// <param name="Id">The identity it will have.</param>
/// <param name="Build">What the build said.</param>
/// <param name="Compiler">The same, as the compiler reads it.</param>
internal sealed record ProjectPlan(ProjectId Id, ProjectArguments Build, CSharpCommandLineArguments Compiler)
{
    /// <summary>All paths by which another project may refer to what this one makes.</summary>
    public IEnumerable<string> Outputs
    {
        get
        {
            if (Build.OutputPath is { } output)
                yield return output;
            if (Build.ReferenceOutputPath is { } reference)
                yield return reference;
            if (Compiler.OutputFileName is { } name)
                yield return Full(Path.Combine(Compiler.OutputDirectory, name));
            if (Compiler.OutputRefFilePath is { } referenceFile)
                yield return Full(referenceFile);
        }
    }

    public static ProjectPlan Of(ProjectArguments build) => new(
        ProjectId.CreateNewId(build.ProjectFile),
        build,
        CSharpCommandLineParser.Default.Parse(build.Arguments, build.Folder, sdkDirectory: null));

    public string Full(string path) => Path.GetFullPath(Path.Combine(Build.Folder, path));
}
