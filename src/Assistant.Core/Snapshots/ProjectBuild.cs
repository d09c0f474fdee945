using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Assistant.Core.Snapshots;

/// <summary>What the build knows of one project for one target framework: the facts Roslyn's own model does not keep.</summary>
/// <param name="Id">The project in the snapshot's <see cref="Solution"/>.</param>
/// <param name="ProjectFile">Full path of the project file.</param>
/// <param name="TargetFramework">Short name such as <c>net10.0</c>; empty when the project does not say.</param>
/// <param name="CompilerArguments">The arguments the build hands to <c>csc</c>, in order, unquoted; relative paths are relative to the project file's folder.</param>
/// <param name="OutputPath">Full path of the assembly the build writes, or null.</param>
/// <param name="ReferenceOutputPath">Full path of the reference assembly the build writes, or null when it writes none.</param>
/// <param name="IncludesNewFiles">Whether a new <c>.cs</c> file under the project's folder becomes part of the project by itself.</param>
/// <param name="MissingAnalyzers">File names of analyzers and generators the build uses that are missing or could not be loaded.</param>
public sealed record ProjectBuild(
    ProjectId Id,
    string ProjectFile,
    string TargetFramework,
    ImmutableArray<string> CompilerArguments,
    string? OutputPath,
    string? ReferenceOutputPath,
    bool IncludesNewFiles,
    ImmutableArray<string> MissingAnalyzers = default)
{
    /// <summary>What the build writes in front of an analyzer's or generator's path.</summary>
    public const string AnalyzerSwitch = "/analyzer:";

    /// <summary>File names of analyzers and generators the build uses that are missing or could not be loaded.</summary>
    public ImmutableArray<string> MissingAnalyzers { get; init; } = MissingAnalyzers.IsDefault ? [] : MissingAnalyzers;

    /// <summary>Full path of the folder that holds the project file.</summary>
    public string Folder => Path.GetDirectoryName(ProjectFile)!;

    /// <summary>Full path of the folder in which the compiler places what generators add: where it writes them, or else the assembly.</summary>
    public string GeneratedFolder => Path.GetFullPath(Path.Combine(
        Folder,
        Argument("generatedfilesout") ?? (Argument("out") is { } assembly ? Path.GetDirectoryName(assembly)! : "obj")));

    /// <summary>Name for messages: the project file's name without extension.</summary>
    public string Name => Path.GetFileNameWithoutExtension(ProjectFile);

    /// <summary>Full paths of the analyzers and source generators that the project's compiler runs.</summary>
    public IEnumerable<string> Analyzers => CompilerArguments
        .Where(argument => argument.StartsWith(AnalyzerSwitch, StringComparison.OrdinalIgnoreCase))
        .Select(argument => Path.GetFullPath(Path.Combine(Folder, argument[AnalyzerSwitch.Length..].Trim('"'))));

    private string? Argument(string name) => CompilerArguments
        .LastOrDefault(argument => argument.Length > name.Length + 2 && argument[0] is '/' or '-' && argument[name.Length + 1] == ':'
            && argument.AsSpan(1, name.Length).Equals(name, StringComparison.OrdinalIgnoreCase))?
        [(name.Length + 2)..].Trim('"');
}
