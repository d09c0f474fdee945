using Assistant.Core.Snapshots;
using Assistant.Platform;

namespace Assistant.Cli.Exactness;

/// <summary>Copies a solution's folder to one of this program's own, where files may be changed.</summary>
internal static class SolutionCopy
{
    private static readonly string[] NeverCopied = ["bin", ".git", "node_modules", ".vs", "artifacts", "TestResults"];

    /// <param name="from">The solution's folder.</param>
    /// <param name="to">The folder to fill.</param>
    /// <param name="builds">What of the folders left out is copied: the files these compilations name. Null to leave out <c>obj</c> as well.</param>
    /// <param name="cancellationToken">Ends the work; what is copied by then stays.</param>
    public static async Task MakeAsync(string from, string to, IEnumerable<ProjectBuild>? builds, CancellationToken cancellationToken)
    {
        foreach (var file in Files.Below(from, name => !NeverCopied.Contains(name) && (builds is not null || name != "obj")))
            await CopyAsync(file);
        foreach (var build in builds ?? [])
        {
            foreach (var file in Named(build).Where(file => file.StartsWith(from + Path.DirectorySeparatorChar, StringComparison.Ordinal) && Files.Exists(file)))
                await CopyAsync(file);
        }

        async Task CopyAsync(string file)
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            if (Files.Exists(target))
                return;
            Files.CreatePrivateFolder(Path.GetDirectoryName(target)!);
            await AtomicFile.WriteAsync(target, await Files.ReadAllBytesAsync(file, cancellationToken), cancellationToken);
        }
    }

    // Arguments that are a file, or an option that names one.
    private static IEnumerable<string> Named(ProjectBuild build) => build.CompilerArguments
        .Select(argument => argument.StartsWith('/') && argument.IndexOf(':', StringComparison.Ordinal) is var colon and > 0 ? argument[(colon + 1)..] : argument)
        .Select(value => Path.GetFullPath(Path.Combine(build.Folder, value.Trim('"'))));
}
