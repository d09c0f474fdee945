using System.Collections.Immutable;
using Assistant.Platform;

namespace Assistant.Workspace.Building;

/// <summary>What <c>--restore</c> does: the two things a design-time build needs and does not do itself.</summary>
internal static class Restoration
{
    /// <summary>Restores the packages of the whole workspace.</summary>
    /// <returns>One line for each file that could not be restored; which projects lack packages shows in the design-time build.</returns>
    public static async Task<ImmutableArray<string>> RestoreAsync(
        SdkCommand command, WorkspaceTarget target, IReadOnlyDictionary<string, string> properties, IProgress<string> progress, CancellationToken cancellationToken)
    {
        ImmutableArray<string> files = target.IsSolution ? [target.Path] : target.Projects;
        var problems = ImmutableArray.CreateBuilder<string>();
        foreach (var file in files)
        {
            progress.Report($"Restoring the packages of {Path.GetFileName(file)}");
            var result = await command.RunAsync(["restore", file, "-v:q", "-nologo", "-nodeReuse:false", .. SdkCommand.Switches(properties)], target.Root, cancellationToken);
            if (result.ExitCode != 0)
                problems.Add($"the packages of {Path.GetFileName(file)} could not be restored: {FirstError(result)}");
        }

        return problems.ToImmutable();
    }

    /// <summary>Builds generator projects so that their assemblies are there.</summary>
    /// <exception cref="WorkspaceException">One does not build.</exception>
    public static async Task BuildGeneratorsAsync(
        SdkCommand command,
        ImmutableArray<UnbuiltGenerator> generators,
        string root,
        IReadOnlyDictionary<string, string> properties,
        IProgress<string> progress,
        CancellationToken cancellationToken)
    {
        foreach (var generator in generators)
        {
            progress.Report($"Building the generator {Path.GetFileNameWithoutExtension(generator.ProjectFile)}");
            var result = await command.RunAsync(
                ["build", generator.ProjectFile, "--no-restore", "-v:q", "-nologo", "-nodeReuse:false", "-p:UseSharedCompilation=false", .. SdkCommand.Switches(properties)],
                root,
                cancellationToken);
            if (result.ExitCode != 0)
                throw new WorkspaceException($"the generator project {generator.ProjectFile} does not build: {FirstError(result)}");
        }
    }

    /// <summary>The first error a build spoke of.</summary>
    public static string FirstError(ChildResult result)
    {
        var lines = $"{result.Output}\n{result.Error}".Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return Array.Find(lines, line => line.Contains(": error ", StringComparison.Ordinal)) ?? $"exit status {result.ExitCode}";
    }
}
