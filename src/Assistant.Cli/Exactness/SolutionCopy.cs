using Assistant.Platform;

namespace Assistant.Cli.Exactness;

/// <summary>Copies a solution's folder to one of this program's own, where files may be changed.</summary>
internal static class SolutionCopy
{
    private static readonly string[] NeverCopied = ["bin", ".git", "node_modules", ".vs", "artifacts", "TestResults"];

    /// <param name="from">The solution's folder.</param>
    /// <param name="to">The folder to fill.</param>
    /// <param name="withIntermediates">Whether <c>obj</c> is copied too.</param>
    /// <param name="cancellationToken">Ends the work; what is copied by then stays.</param>
    public static async Task MakeAsync(string from, string to, bool withIntermediates, CancellationToken cancellationToken)
    {
        foreach (var file in Files.Below(from, name => !NeverCopied.Contains(name) && (withIntermediates || name != "obj")))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Files.CreatePrivateFolder(Path.GetDirectoryName(target)!);
            await AtomicFile.WriteAsync(target, await Files.ReadAllBytesAsync(file, cancellationToken), cancellationToken);
        }
    }
}
