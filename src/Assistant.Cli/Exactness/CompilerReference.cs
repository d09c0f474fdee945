using Assistant.Core.Edits;
using Assistant.Core.Snapshots;
using Assistant.Platform;
using Assistant.Workspace;
using Assistant.Workspace.Building;
using Microsoft.CodeAnalysis;

namespace Assistant.Cli.Exactness;

/// <summary>
/// The reference for verdicts: the SDK's own <c>csc</c> as a process, with the build's own arguments, on a copy of the
/// solution's folder. A changed project is compiled, and when its reference assembly differs, so is everything that sees
/// it. What counts are errors that were not there before, as a multiset of id, file and message.
/// <para>
/// On a base that has errors <c>csc</c> stops early: with errors of syntax it says nothing of declarations, with errors of
/// declarations nothing of bodies. So two questions are put. The first is asked of the base without the errors that hide
/// others (which <see cref="DirtMaker"/> only ever adds as members of their own, so the rest means the same): there
/// <c>csc</c> comes to every body, and its new errors are all there are to find. The second is asked of the base as it is,
/// when the first found nothing and a hiding error is in a project that was asked: what <c>csc</c> says there beyond the
/// errors of both bases is new too. A verdict agrees when it rejects exactly what one of the two questions rejects. A
/// project with errors only in bodies leaves no assembly; what others see of it is then compiled with <c>/refonly</c>,
/// which does not look at bodies. Where errors that stand in the files on disk stop the compiler early there is no base
/// without them: silence of <c>csc</c> is no answer there, and a rejection that meets it is counted as not comparable. So is an error
/// that only emitting finds (CS4007, CS0656) and only the first question met: beside an error of a declaration nothing is
/// emitted, neither by <c>csc</c> nor by the verifier.
/// </para>
/// </summary>
internal sealed class CompilerReference
{
    private readonly Snapshot snapshot;
    private readonly DirtyBase dirty;
    private readonly CompilerServer server;
    private readonly List<ProjectBuild> order;
    private readonly Dictionary<ProjectId, CompilerErrors> known = [];
    private readonly Dictionary<ProjectId, CompilerErrors> knownWithHiding = [];
    private readonly Dictionary<string, HashSet<ProjectId>> compiling = new(StringComparer.Ordinal);
    private readonly HashSet<ProjectId> depended;

    private CompilerReference(DirtyBase dirty, CompilerServer server)
    {
        this.dirty = dirty;
        this.server = server;
        snapshot = dirty.Disk;
        order = [.. snapshot.BuildsInOrder];
        depended = DirtMaker.Depended(snapshot);
    }

    private string Copy => Path.Combine(server.Folder, "copy");

    /// <summary>How many times <c>csc</c> was asked.</summary>
    public int Compilations { get; private set; }

    /// <summary>Whether there are errors in the base.</summary>
    public bool IsDirty => known.Values.Concat(knownWithHiding.Values).Any(errors => errors.Ids.Count > 0);

    /// <summary>Copies the solution's folder and compiles every project once.</summary>
    public static async Task<CompilerReference> CreateAsync(DirtyBase dirty, CompilerServer server, IProgress<string> progress, CancellationToken cancellationToken)
    {
        var reference = new CompilerReference(dirty, server);
        progress.Report("copying the solution");
        await SolutionCopy.MakeAsync(dirty.Disk.Root, reference.Copy, dirty.Disk.Builds, cancellationToken);
        await reference.PointCopiesAtThemselvesAsync(cancellationToken);
        foreach (var dirt in dirty.Dirt.Where(dirt => !dirt.Hides))
            await TextEdits.ApplyAsync(Path.Combine(reference.Copy, dirt.Edit.Path), dirt.Edit, cancellationToken);
        foreach (var build in reference.order)
        {
            progress.Report($"csc {build.Name} ({build.TargetFramework})");
            if (reference.CanBeAsked(build))
                reference.known[build.Id] = await reference.CompileAsync(build, Before, [], cancellationToken);
        }

        foreach (var build in reference.order.Where(reference.IsHiding))
        {
            progress.Report($"csc {build.Name} ({build.TargetFramework}) with errors that hide others");
            reference.knownWithHiding[build.Id] = CompilerErrors.Most(reference.known[build.Id], await reference.WithHidingAsync(build, [], [], cancellationToken));
        }

        return reference;
    }

    /// <summary>What <c>csc</c> reports as new with edits of one file of the base, the last in the file first.</summary>
    /// <returns>Null when one of them touches an error that hides others: then there is nothing to compare with.</returns>
    public async Task<ReferenceAnswer?> JudgeAsync(IReadOnlyList<ReplaceText> edits, CancellationToken cancellationToken)
    {
        var plain = edits.Select(dirty.WithoutHiding).OfType<ReplaceText>().ToList();
        if (plain.Count < edits.Count)
            return null;
        var file = edits[0].Path;
        var path = Path.Combine(Copy, file);
        var original = await Files.ReadAllBytesAsync(path, cancellationToken);
        try
        {
            await AtomicFile.WriteAsync(path, plain.Aggregate(original, TextEdits.Apply), cancellationToken);
            var moved = new HashSet<ProjectId>();
            var (added, partial) = await PlainAsync(file, moved, cancellationToken);
            if (added.Count > 0)
                return new ReferenceAnswer(added, IsHidden: order.Exists(build => IsHiding(build) && IsConcerned(build, file, moved)));
            foreach (var build in order.Where(build => IsHiding(build) && IsConcerned(build, file, moved)))
            {
                var errors = await WithHidingAsync(build, edits, moved, cancellationToken);
                if (errors.Beyond(knownWithHiding[build.Id]) is { Count: > 0 } more)
                    return new ReferenceAnswer(more);
            }

            return new ReferenceAnswer([], partial);
        }
        finally
        {
            await AtomicFile.WriteAsync(path, original, CancellationToken.None);
        }
    }

    /// <summary>The projects that compile a file.</summary>
    public IReadOnlySet<ProjectId> Compiling(string path)
    {
        if (!compiling.TryGetValue(path, out var projects))
            compiling[path] = projects = [.. snapshot.Solution.GetDocumentIdsWithFilePath(Path.GetFullPath(Path.Combine(snapshot.Root, path))).Select(id => id.ProjectId)];
        return projects;
    }

    private const string Before = "before";
    private const string After = "after";

    private async Task<(IReadOnlyList<string> Added, bool Partial)> PlainAsync(string path, HashSet<ProjectId> moved, CancellationToken cancellationToken)
    {
        var partial = false;
        foreach (var build in order.Where(build => IsConcerned(build, path, moved)))
        {
            if (!CanBeAsked(build))
            {
                partial = true;
                continue;
            }

            var errors = await CompileAsync(build, After, moved, cancellationToken);
            if (errors.Beyond(known[build.Id]) is { Count: > 0 } added)
                return (added, false);
            // Without a surface of its own the base already stops before the bodies.
            partial |= Files.Sha256(Surface(build, Before)) is null;
            if (Files.Sha256(Surface(build, After)) is { } surface && surface != Files.Sha256(Surface(build, Before)))
                moved.Add(build.Id);
        }

        return ([], partial);
    }

    // All hiding errors of the project's files are written for the time of the question.
    private async Task<CompilerErrors> WithHidingAsync(ProjectBuild build, IReadOnlyList<ReplaceText> edits, HashSet<ProjectId> moved, CancellationToken cancellationToken)
    {
        var written = new List<(string Path, byte[] Bytes)>();
        try
        {
            foreach (var hiding in dirty.Dirt.Where(dirt => dirt.Hides && Compiling(dirt.Edit.Path).Contains(build.Id)).Select(dirt => dirt.Edit))
            {
                var path = Path.Combine(Copy, hiding.Path);
                var bytes = await Files.ReadAllBytesAsync(path, cancellationToken);
                written.Add((path, bytes));
                // An edit before the error moved it.
                var moves = edits.Where(edit => edit.Path == hiding.Path && edit.Start <= hiding.Start).Sum(edit => edit.NewText.Length - edit.Length);
                var at = hiding with { Start = hiding.Start + moves };
                await AtomicFile.WriteAsync(path, TextEdits.Apply(bytes, at), cancellationToken);
            }

            return await CompileAsync(build, "hiding", moved, cancellationToken);
        }
        finally
        {
            foreach (var (path, bytes) in written)
                await AtomicFile.WriteAsync(path, bytes, CancellationToken.None);
        }
    }

    private bool IsHiding(ProjectBuild build) => dirty.Dirt.Any(dirt => dirt.Hides && Compiling(dirt.Edit.Path).Contains(build.Id));

    private bool IsConcerned(ProjectBuild build, string path, HashSet<ProjectId> moved) =>
        Compiling(path).Contains(build.Id) || References(build).Any(moved.Contains);

    // Whether everything it refers to has left a reference assembly.
    private bool CanBeAsked(ProjectBuild build) => References(build).All(id => Files.Exists(Surface(snapshot.BuildOf(id), Before)));

    private IEnumerable<ProjectId> References(ProjectBuild build) =>
        snapshot.Solution.GetProject(build.Id)!.ProjectReferences.Select(reference => reference.ProjectId);

    private async Task<CompilerErrors> CompileAsync(ProjectBuild build, string output, HashSet<ProjectId> moved, CancellationToken cancellationToken)
    {
        var target = Path.Combine(server.Folder, output, build.Id.Id.ToString("N"));
        Files.DeleteOwnFolder(target);
        Files.CreatePrivateFolder(Path.Combine(target, "ref"));
        List<string> arguments =
        [
            .. build.CompilerArguments
                .Where(argument => !IsOutput(argument) && argument != "/noconfig")
                .Select(argument => IsAnalyzer(argument) ? argument : Relocate(Redirect(build, argument, moved)))
                // Without a documentation file the compiler would not look at documentation comments at all.
                .Select(argument => argument.StartsWith("/doc:", StringComparison.OrdinalIgnoreCase) ? $"/doc:{Path.Combine(target, "doc.xml")}" : argument),
            "/skipanalyzers+",
            "/fullpaths",
            "/preferreduilang:en",
        ];
        var errors = await AskAsync(build, target, [.. arguments, $"/out:{Path.Combine(target, AssemblyFile(build))}", $"/refout:{Surface(build, output)}"], cancellationToken);
        // A project with errors leaves nothing; what others see of it does not need its bodies.
        if (errors.Ids.Count > 0 && output != "hiding" && (output == Before || (depended.Contains(build.Id) && errors.Beyond(known[build.Id]).Count == 0)))
            await AskAsync(
                build, target,
                [.. arguments.Where(argument => !argument.StartsWith("/doc:", StringComparison.OrdinalIgnoreCase)), $"/out:{Surface(build, output)}", "/refonly", "/warnaserror-"],
                cancellationToken);
        return errors;
    }

    private async Task<CompilerErrors> AskAsync(ProjectBuild build, string target, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        Compilations++;
        var response = Path.Combine(target, "arguments.rsp");
        await Files.WriteOwnAsync(response, string.Join('\n', arguments.Select(Quote)), cancellationToken);
        var result = await server.CompileAsync(response, Relocate(build.Folder), cancellationToken);
        // What generators add stands where the assembly would be written, and that differs between two questions.
        var errors = CompilerErrors.Read(result.Output.Replace(target, "", StringComparison.Ordinal));
        // An error about the command line is one of this reference, not of the program.
        if (errors.Ids.FirstOrDefault(id => id.StartsWith("CS20", StringComparison.Ordinal) || id == "CS0006") is not null || (result.ExitCode != 0 && errors.Ids.Count == 0))
            throw new WorkspaceException($"csc could not be asked about {build.Name}: {result.Output.Trim()} {result.Error.Trim()}");
        return errors;
    }

    private static bool IsOutput(string argument) =>
        argument.StartsWith("/out:", StringComparison.OrdinalIgnoreCase) || argument.StartsWith("/refout:", StringComparison.OrdinalIgnoreCase)
        || argument.StartsWith("/pdb:", StringComparison.OrdinalIgnoreCase) || argument.StartsWith("/refonly", StringComparison.OrdinalIgnoreCase)
        || argument.StartsWith("/generatedfilesout:", StringComparison.OrdinalIgnoreCase);

    // Analyzers and generators run from where they were built: no copy of them is made.
    private static bool IsAnalyzer(string argument) =>
        argument.StartsWith(ProjectBuild.AnalyzerSwitch, StringComparison.OrdinalIgnoreCase) || argument.StartsWith("/a:", StringComparison.OrdinalIgnoreCase);

    // A reference to another project of the solution becomes one to what was compiled here.
    private string Redirect(ProjectBuild build, string argument, HashSet<ProjectId> moved)
    {
        const string prefix = "/reference:";
        if (!argument.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
            return argument;
        var value = argument[prefix.Length..];
        var alias = value.IndexOf('=', StringComparison.Ordinal) is var at and > 0 && !value[..at].Contains('/', StringComparison.Ordinal) ? value[..(at + 1)] : "";
        var path = Path.GetFullPath(Path.Combine(build.Folder, value[alias.Length..]));
        if (order.Find(other => path == other.OutputPath || path == other.ReferenceOutputPath) is not { } project)
            return argument;
        return $"{prefix}{alias}{Surface(project, moved.Contains(project.Id) ? After : Before)}";
    }

    // Friends know each other by this name.
    private static string AssemblyFile(ProjectBuild build) => Path.GetFileName(build.OutputPath) ?? build.Name + ".dll";

    private string Surface(ProjectBuild build, string output) => Path.Combine(server.Folder, output, build.Id.Id.ToString("N"), "ref", AssemblyFile(build));

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
