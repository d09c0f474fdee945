using System.Collections.Immutable;
using Assistant.Platform;

namespace Assistant.Workspace.Building;

/// <summary>One error of the design-time build.</summary>
/// <param name="Code">Such as <c>NETSDK1004</c>; may be empty.</param>
/// <param name="Project">Full path of the project being built; empty when MSBuild did not say.</param>
/// <param name="TargetFramework">The global property of that build, or empty.</param>
/// <param name="File">Where the error stands; may be empty.</param>
/// <param name="Line">Its line, 0 when there is none.</param>
/// <param name="Message">One line.</param>
internal sealed record BuildError(string Code, string Project, string TargetFramework, string File, int Line, string Message);

/// <summary>What <c>Assistant.BuildLogger</c> recorded.</summary>
/// <param name="Imports">Full paths of all files that evaluation imported.</param>
/// <param name="Errors">In the order they came.</param>
internal sealed record BuildLog(ImmutableArray<string> Imports, ImmutableArray<BuildError> Errors)
{
    public static BuildLog Read(string file)
    {
        var imports = ImmutableArray.CreateBuilder<string>();
        var errors = ImmutableArray.CreateBuilder<BuildError>();
        foreach (var line in Files.Exists(file) ? Files.ReadAllLines(file) : [])
        {
            var fields = line.Split('\t');
            if (fields is ["import", var path])
                imports.Add(path);
            else if (fields is ["error", var code, var project, var framework, var place, var number, var message])
                errors.Add(new BuildError(code, project, framework, place, int.TryParse(number, out var parsed) ? parsed : 0, message));
        }

        return new BuildLog(imports.ToImmutable(), errors.ToImmutable());
    }
}
