using System.Globalization;
using Assistant.Core.Edits;
using Assistant.Core.Snapshots;
using Assistant.Core.Verification;
using Assistant.Workspace;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Assistant.Cli.Exactness;

/// <summary>
/// Puts errors into a base, one kind after the other: in a body, in a body of a project others use, a change of such a
/// project that breaks one of those, a declaration, the syntax. Errors of declarations and syntax hide those of bodies
/// from the compiler; they are members added for the purpose, so that the base without them means the same.
/// </summary>
internal sealed class DirtMaker(Snapshot disk, Verifier verifier, Random random)
{
    private const int MostDraws = 400;

    private static readonly string[] Declarations =
    [
        "private static class AddedA{0} {{ private static Missing{0} held; }}",
        "private static class AddedB{0} {{ private static int Twice; private static int Twice; }}",
        "private sealed class AddedC{0} : System.IDisposable {{ }}",
        "private static class AddedD{0} {{ [Missing{0}] private static void Marked() {{ }} }}",
    ];

    private static readonly string[] Syntax =
    [
        "private static class AddedE{0} {{ private static void Half() {{ int x = ; }} }}",
        "private static class AddedF{0} {{ private static void Open() {{ System.GC.Collect(; }} }}",
        "private static class AddedG{0} {{ private static void Missing( {{ }} }}",
    ];

    private readonly List<Dirt> made = [];

    /// <summary>A base with errors.</summary>
    /// <param name="count">How many errors are put in.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="WorkspaceException">There is no place for so many.</exception>
    public async Task<DirtyBase> MakeAsync(int count, CancellationToken cancellationToken)
    {
        var all = new DrawnFiles(disk);
        var depended = all.In(disk, Depended(disk));
        List<(string Name, Func<Task<bool>> Make)> kinds =
        [
            ("error in a body", () => BreakBodyAsync("error in a body", all, cancellationToken)),
            ("declaration error", () => AddAsync("declaration error", Declarations, all, cancellationToken)),
            ("error in a dependency", () => BreakBodyAsync("error in a dependency", depended, cancellationToken)),
            ("syntax error", () => AddAsync("syntax error", Syntax, all, cancellationToken)),
            ("dependent broken", () => BreakDependentAsync(depended, cancellationToken)),
        ];
        return await MakeAsync(kinds, count, cancellationToken);
    }

    /// <summary>A base with errors in bodies alone.</summary>
    /// <param name="count">How many errors are put in.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="WorkspaceException">There is no place for so many.</exception>
    public Task<DirtyBase> MakeInBodiesAsync(int count, CancellationToken cancellationToken)
    {
        var all = new DrawnFiles(disk);
        return MakeAsync([("error in a body", () => BreakBodyAsync("error in a body", all, cancellationToken))], count, cancellationToken);
    }

    /// <summary>The projects that others use.</summary>
    public static HashSet<ProjectId> Depended(Snapshot snapshot) =>
        [.. snapshot.Solution.Projects.SelectMany(project => project.ProjectReferences).Select(reference => reference.ProjectId)];

    private async Task<DirtyBase> MakeAsync(List<(string Name, Func<Task<bool>> Make)> kinds, int count, CancellationToken cancellationToken)
    {
        var first = random.Next(kinds.Count);
        for (var turn = first; made.Count < count; turn++)
        {
            if (kinds.Count == 0)
                throw new WorkspaceException($"only {made.Count} errors found a place in this solution: ask for fewer with --dirty");
            if (!await kinds[turn % kinds.Count].Make())
                kinds.RemoveAt(turn-- % kinds.Count);
        }

        var (changes, problem) = await ChangeSet.CreateAsync(disk, [.. made.Select(dirt => dirt.Edit)], cancellationToken);
        return new DirtyBase(disk, changes?.After ?? throw new InvalidOperationException(problem!.Reason), made);
    }

    private bool IsTaken(string path) => made.Exists(dirt => dirt.Edit.Path == path);

    private async Task<bool> BreakBodyAsync(string name, DrawnFiles files, CancellationToken cancellationToken)
    {
        for (var draws = 0; draws < MostDraws && !files.IsEmpty; draws++)
        {
            var kind = MutationKinds.Slips[random.Next(MutationKinds.Slips.Count)];
            if (await files.DrawAsync(kind, random, cancellationToken) is not { Edits: [var edit] } || IsTaken(edit.Path))
                continue;
            var verdict = await verifier.VerifyAsync([edit], withAnalyzers: false, cancellationToken);
            if (verdict is not { Kind: VerdictKind.Rejected, Stage: Stage.Document } || await HidesAsync(edit, withDependents: false, cancellationToken))
                continue;
            made.Add(new Dirt(name, edit, Hides: false));
            return true;
        }

        return false;
    }

    private async Task<bool> BreakDependentAsync(DrawnFiles files, CancellationToken cancellationToken)
    {
        // A change of a surface costs a whole project each time it is judged.
        for (var draws = 0; draws < MostDraws / 10 && !files.IsEmpty; draws++)
        {
            var kind = MutationKinds.Declarations[random.Next(MutationKinds.Declarations.Count)];
            if (await files.DrawAsync(kind, random, cancellationToken) is not { Edits: [var edit] } || IsTaken(edit.Path))
                continue;
            var verdict = await verifier.VerifyAsync([edit], withAnalyzers: false, cancellationToken);
            if (verdict is not { Kind: VerdictKind.Rejected, Stage: Stage.Dependents } || await HidesAsync(edit, withDependents: true, cancellationToken))
                continue;
            made.Add(new Dirt("dependent broken", edit, Hides: false));
            return true;
        }

        return false;
    }

    private async Task<bool> AddAsync(string name, string[] texts, DrawnFiles files, CancellationToken cancellationToken)
    {
        var text = string.Format(CultureInfo.InvariantCulture, texts[random.Next(texts.Length)], made.Count) + "\n";
        var adding = new MutationKind(name, false, (root, chance) => Places.At(
            Places.Nodes<ClassDeclarationSyntax>(root).Where(type => type.CloseBraceToken.Span.Length > 0), chance, type => Places.Insert(type.CloseBraceToken.SpanStart, text)));
        for (var draws = 0; draws < MostDraws && !files.IsEmpty; draws++)
        {
            if (await files.DrawAsync(adding, random, cancellationToken) is not { Edits: [var edit] } || IsTaken(edit.Path) || !await HidesAsync(edit, withDependents: false, cancellationToken))
                continue;
            made.Add(new Dirt(name, edit, Hides: true));
            return true;
        }

        return false;
    }

    // Whether the compiler does not come to the bodies of some project any more, in any framework.
    private async Task<bool> HidesAsync(ReplaceText edit, bool withDependents, CancellationToken cancellationToken)
    {
        var (changes, _) = await ChangeSet.CreateAsync(disk, [edit], cancellationToken);
        var edited = changes!.Files[0].Documents.Select(document => document.ProjectId).ToHashSet();
        foreach (var build in disk.Builds.Where(build => withDependents || edited.Contains(build.Id)))
        {
            var compilation = (await changes.After.Solution.GetProject(build.Id)!.GetCompilationAsync(cancellationToken))!;
            if (compilation.GetParseDiagnostics(cancellationToken).Concat(compilation.GetDeclarationDiagnostics(cancellationToken)).Any(diagnostic => diagnostic.DefaultSeverity == DiagnosticSeverity.Error))
                return true;
        }

        return false;
    }
}
