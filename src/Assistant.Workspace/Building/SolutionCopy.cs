using Assistant.Core.Snapshots;
using Assistant.Platform;

namespace Assistant.Workspace.Building;

/// <summary>Copies a solution's folder to one of this program's own, where files may be changed.</summary>
public static class SolutionCopy
{
    private static readonly string[] NeverCopied = ["bin", ".git", "node_modules", ".vs", "artifacts", "TestResults"];

    // More than that is no source, and a copy of it would fill a disk.
    private const long MostBytes = 2L << 30;

    /// <summary>Copies what sources there are.</summary>
    /// <param name="from">The solution's folder.</param>
    /// <param name="to">The folder to fill.</param>
    /// <param name="builds">What of the folders left out is copied: the files these compilations name. Null to leave out <c>obj</c> as well.</param>
    /// <param name="cancellationToken">Ends the work; what is copied by then stays.</param>
    public static async Task MakeAsync(string from, string to, IEnumerable<ProjectBuild>? builds, CancellationToken cancellationToken)
    {
        var files = Files.Below(from, name => !NeverCopied.Contains(name) && (builds is not null || name != "obj"))
            .Concat((builds ?? []).SelectMany(Named).Where(file => file.StartsWith(from + Path.DirectorySeparatorChar, StringComparison.Ordinal) && Files.Exists(file)));
        await CopyAsync(from, to, files, cancellationToken);
    }

    /// <summary>Copies what sources there are and what a restore left, so that the copy is built without asking for packages.</summary>
    /// <param name="from">The solution's folder.</param>
    /// <param name="to">The folder to fill.</param>
    /// <param name="cancellationToken">Ends the work; what is copied by then stays.</param>
    /// <exception cref="WorkspaceException">The folder is too large.</exception>
    public static async Task MakeRestoredAsync(string from, string to, CancellationToken cancellationToken)
    {
        // What was built names the files it wrote by their places, and building may delete those: only what names none is taken.
        var files = Files.Below(from, name => !NeverCopied.Contains(name) && name != "obj")
            .Concat(Files.Below(from, name => name is "artifacts" || !NeverCopied.Contains(name)).Where(IsOfRestore)).ToList();
        if (files.Sum(Files.Length) > MostBytes)
            throw new WorkspaceException($"{from} holds more than {MostBytes >> 30} GiB, too much to be copied");
        await CopyAsync(from, to, files, cancellationToken);
    }

    private static bool IsOfRestore(string file) => Path.GetFileName(file) is var name
        && (name == "project.assets.json" || name.EndsWith(".nuget.g.props", StringComparison.Ordinal) || name.EndsWith(".nuget.g.targets", StringComparison.Ordinal));

    private static async Task CopyAsync(string from, string to, IEnumerable<string> files, CancellationToken cancellationToken)
    {
        // Listed first: the copy itself may lie below the folder.
        var copied = files.Distinct(StringComparer.Ordinal).Where(Files.Exists).ToList();
        await Task.Run(
            () =>
            {
                foreach (var file in copied)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    var target = Path.Combine(to, Path.GetRelativePath(from, file));
                    if (!Files.Exists(target))
                        Files.CopyToOwn(file, target);
                }
            },
            cancellationToken);
    }

    // Arguments that are a file, or an option that names one.
    private static IEnumerable<string> Named(ProjectBuild build) => build.CompilerArguments
        .Select(argument => argument.StartsWith('/') && argument.IndexOf(':', StringComparison.Ordinal) is var colon and > 0 ? argument[(colon + 1)..] : argument)
        .Select(value => Path.GetFullPath(Path.Combine(build.Folder, value.Trim('"'))));
}
