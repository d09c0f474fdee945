using System.Collections.Immutable;
using Assistant.Core.Edits;
using Assistant.Core.Snapshots;
using Assistant.Platform;
using Assistant.Workspace;
using Microsoft.CodeAnalysis;

namespace Assistant.Cli.Exactness;

/// <summary>
/// The reference for verdicts: the SDK's own <c>csc</c> as a process, with the build's own arguments, on a copy of the
/// solution's folder. A changed project is compiled, and when its reference assembly differs, so is everything that sees it.
/// </summary>
internal sealed class CompilerReference : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly Snapshot snapshot;
    private readonly Sdk sdk;
    private readonly TempFolder folder;
    private readonly string pipe;
    private readonly List<ProjectBuild> order;
    private readonly Dictionary<ProjectId, CompilerErrors> baseline = [];

    private CompilerReference(Snapshot snapshot, Sdk sdk, TempFolder folder)
    {
        this.snapshot = snapshot;
        this.sdk = sdk;
        this.folder = folder;
        // The compiler server makes a socket of this name beside the folder.
        pipe = Path.GetFileName(folder.Path) + "-csc";
        order = [.. snapshot.BuildsInOrder];
    }

    private string Copy => Path.Combine(folder.Path, "copy");

    /// <summary>Copies the solution's folder and compiles every project once.</summary>
    public static async Task<CompilerReference> CreateAsync(Snapshot snapshot, Sdk sdk, IProgress<string> progress, CancellationToken cancellationToken)
    {
        var reference = new CompilerReference(snapshot, sdk, TempFolder.Create("assistant-exact-"));
        try
        {
            progress.Report("copying the solution");
            await SolutionCopy.MakeAsync(snapshot.Root, reference.Copy, withIntermediates: true, cancellationToken);
            await reference.PointCopiesAtThemselvesAsync(cancellationToken);
            foreach (var build in reference.order)
            {
                progress.Report($"csc {build.Name} ({build.TargetFramework})");
                reference.baseline[build.Id] = await reference.CompileAsync(build, Before, Before, cancellationToken);
            }

            return reference;
        }
        catch
        {
            await reference.DisposeAsync();
            throw;
        }
    }

    /// <summary>Ids of the errors <c>csc</c> reports with an edit and not without it; empty when there are none.</summary>
    /// <param name="before">Edits that the base has already, or null for the text on disk.</param>
    /// <param name="edit">The edit, against that base.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task<IReadOnlyList<string>> NewErrorsAsync(ReplaceText? before, ReplaceText edit, CancellationToken cancellationToken)
    {
        var path = Path.Combine(Copy, edit.Path);
        var original = await Files.ReadAllBytesAsync(path, cancellationToken);
        try
        {
            if (before is null)
                return await JudgeAsync(edit, baseline, path, original, cancellationToken);
            await TextEdits.ApplyAsync(path, before, cancellationToken);
            var dirty = new Dictionary<ProjectId, CompilerErrors>(baseline);
            foreach (var build in Editing(edit.Path))
                dirty[build.Id] = await CompileAsync(build, After, Before, cancellationToken);
            return await JudgeAsync(edit, dirty, path, await Files.ReadAllBytesAsync(path, cancellationToken), cancellationToken);
        }
        finally
        {
            await AtomicFile.WriteAsync(path, original, CancellationToken.None);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await RunAsync(["exec", Path.Combine(sdk.Folder, "Roslyn", "bincore", "VBCSCompiler.dll"), $"-pipename:{pipe}", "-shutdown"], folder.Path, CancellationToken.None);
        // A server that was interrupted together with this process leaves its socket.
        Files.DeleteOwn(Path.Combine(Path.GetTempPath(), pipe));
        folder.Dispose();
    }

    private const string Before = "before";
    private const string After = "after";

    private async Task<IReadOnlyList<string>> JudgeAsync(
        ReplaceText edit, Dictionary<ProjectId, CompilerErrors> known, string path, byte[] text, CancellationToken cancellationToken)
    {
        await AtomicFile.WriteAsync(path, text, cancellationToken);
        await TextEdits.ApplyAsync(path, edit, cancellationToken);
        var moved = new HashSet<ProjectId>();
        foreach (var build in order)
        {
            var edited = Compiles(build, edit.Path);
            var sees = snapshot.Solution.GetProject(build.Id)!.ProjectReferences.Any(reference => moved.Contains(reference.ProjectId));
            if (!edited && !sees)
                continue;
            var errors = await CompileAsync(build, After, After, cancellationToken, moved);
            if (errors.Beyond(known[build.Id]) is { Count: > 0 } added)
                return added;
            // A project with errors leaves no reference assembly; a build does not go on to its dependents either.
            if (Files.Sha256(Surface(build, After)) is { } surface && surface != Files.Sha256(Surface(build, Before)))
                moved.Add(build.Id);
        }

        return [];
    }

    private IEnumerable<ProjectBuild> Editing(string path) => order.Where(build => Compiles(build, path));

    private bool Compiles(ProjectBuild build, string path) =>
        snapshot.Solution.GetDocumentIdsWithFilePath(Path.GetFullPath(Path.Combine(snapshot.Root, path))).Any(id => id.ProjectId == build.Id);

    private async Task<CompilerErrors> CompileAsync(
        ProjectBuild build, string output, string references, CancellationToken cancellationToken, IReadOnlySet<ProjectId>? moved = null)
    {
        var target = Path.Combine(folder.Path, output, build.Id.Id.ToString("N"));
        Files.DeleteOwnFolder(target);
        Files.CreatePrivateFolder(Path.Combine(target, "ref"));
        var arguments = build.CompilerArguments
            .Where(argument => !IsOutput(argument) && argument != "/noconfig")
            .Select(argument => IsAnalyzer(argument) ? argument : Relocate(Redirect(build, argument, references, moved)))
            // Without a documentation file the compiler would not look at documentation comments at all.
            .Select(argument => argument.StartsWith("/doc:", StringComparison.OrdinalIgnoreCase) ? $"/doc:{Path.Combine(target, "doc.xml")}" : argument)
            .Append($"/out:{Path.Combine(target, build.Name + ".dll")}")
            .Append($"/refout:{Surface(build, output)}")
            .Append("/skipanalyzers+")
            .Append("/fullpaths")
            .Append("/preferreduilang:en");
        var response = Path.Combine(target, "arguments.rsp");
        await Files.WriteOwnAsync(response, string.Join('\n', arguments.Select(Quote)), cancellationToken);
        var result = await RunAsync(
            ["exec", Path.Combine(sdk.Folder, "Roslyn", "bincore", "csc.dll"), "/noconfig", $"/shared:{pipe}", "/keepalive:60", $"@{response}"],
            Relocate(build.Folder),
            cancellationToken);
        var errors = CompilerErrors.Read(result.Output);
        // An error about the command line is one of this reference, not of the program.
        if (errors.Ids.FirstOrDefault(id => id.StartsWith("CS20", StringComparison.Ordinal) || id == "CS0006") is not null || (result.ExitCode != 0 && errors.Ids.Count == 0))
            throw new WorkspaceException($"csc could not be asked about {build.Name}: {result.Output.Trim()} {result.Error.Trim()}");
        return errors;
    }

    private Task<ChildResult> RunAsync(IReadOnlyList<string> arguments, string workingFolder, CancellationToken cancellationToken) =>
        ChildProcess.RunAsync(sdk.DotnetExecutable, arguments, workingFolder, ImmutableDictionary<string, string?>.Empty, Patience, cancellationToken);

    private static bool IsOutput(string argument) =>
        argument.StartsWith("/out:", StringComparison.OrdinalIgnoreCase) || argument.StartsWith("/refout:", StringComparison.OrdinalIgnoreCase)
        || argument.StartsWith("/pdb:", StringComparison.OrdinalIgnoreCase)
        || argument.StartsWith("/generatedfilesout:", StringComparison.OrdinalIgnoreCase);

    // Analyzers and generators run from where they were built: no copy of them is made.
    private static bool IsAnalyzer(string argument) =>
        argument.StartsWith("/analyzer:", StringComparison.OrdinalIgnoreCase) || argument.StartsWith("/a:", StringComparison.OrdinalIgnoreCase);

    // A reference to another project of the solution becomes one to what was compiled here.
    private string Redirect(ProjectBuild build, string argument, string references, IReadOnlySet<ProjectId>? moved)
    {
        const string prefix = "/reference:";
        if (!argument.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
            return argument;
        var value = argument[prefix.Length..];
        var alias = value.IndexOf('=', StringComparison.Ordinal) is var at and > 0 && !value[..at].Contains('/', StringComparison.Ordinal) ? value[..(at + 1)] : "";
        var path = Path.GetFullPath(Path.Combine(build.Folder, value[alias.Length..]));
        if (order.Find(other => path == other.OutputPath || path == other.ReferenceOutputPath) is not { } project)
            return argument;
        var state = references == After && moved?.Contains(project.Id) == true ? After : Before;
        return $"{prefix}{alias}{Surface(project, state)}";
    }

    private string Surface(ProjectBuild build, string output) => Path.Combine(folder.Path, output, build.Id.Id.ToString("N"), "ref", build.Name + ".dll");

    private string Relocate(string text) => text.Replace(snapshot.Root + Path.DirectorySeparatorChar, Copy + Path.DirectorySeparatorChar, StringComparison.Ordinal) is var moved
        && moved == snapshot.Root ? Copy : moved;

    // A response file splits at spaces and reads quotes; "/define:A;B" and file names with spaces both survive in quotes.
    private static string Quote(string argument) => argument.Contains('"', StringComparison.Ordinal) || !argument.Contains(' ', StringComparison.Ordinal) ? argument : $"\"{argument}\"";

    // These files tell generators where sources are; the copies of both are elsewhere.
    private async Task PointCopiesAtThemselvesAsync(CancellationToken cancellationToken)
    {
        foreach (var file in Files.Below(Copy, _ => true).Where(file => file.EndsWith(".GeneratedMSBuildEditorConfig.editorconfig", StringComparison.Ordinal)))
            await Files.WriteOwnAsync(file, Relocate(Files.ReadAllText(file)), cancellationToken);
    }
}
