using System.Collections.Immutable;
using Assistant.Core.Edits;
using Assistant.Core.Proposing.Models;
using Assistant.Core.Snapshots;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Assistant.Core.Chat;

/// <summary>
/// Makes changes of a solution out of a block of code in a conversation. The law: members take the place of those with the same
/// name and parameters, new ones are added, and what a block does not mention stays; code that leaves something out, or of which
/// it is not clear where it belongs, is a fragment. The same block read on a later text gives the change for that text.
/// </summary>
/// <param name="snapshot">What it is to change.</param>
/// <param name="near">What the question was about, the nearest first.</param>
/// <param name="imported">Namespaces that files of the solution import.</param>
internal sealed class BlockReader(Snapshot snapshot, IReadOnlyList<ChatPlace> near, ImmutableArray<string> imported)
{
    private const string TwiceWritten = "two pieces of it write the same code";

    private readonly BlockPlaces places = new(snapshot, near);

    /// <summary>Reads a block.</summary>
    /// <param name="info">What stands behind its fence.</param>
    /// <param name="code">Its lines.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<ReadBlock> ReadAsync(string info, string code, CancellationToken cancellationToken)
    {
        var header = BlockHeader.Of(info, code);
        if (!header.IsOwn)
            return ReadBlock.Nothing("it is no C#");
        // What stands behind the fence may become the name of a file.
        if (AnswerCode.Refusal($"{info}\n{code}", "") is { } refusal)
            return ReadBlock.Nothing(refusal);
        var within = header.Path is { } path ? places.Find(path) : null;
        var options = (within ?? places.Near.FirstOrDefault() ?? snapshot.Solution.Projects.FirstOrDefault(project => project.HasDocuments)?.Documents.First())?.Project.ParseOptions as CSharpParseOptions;
        var file = CSharpSyntaxTree.ParseText(code, options, cancellationToken: cancellationToken).GetCompilationUnitRoot(cancellationToken);
        var written = BlockPlaces.TypesIn(file).Where(type => type.Parent is not TypeDeclarationSyntax).ToList();
        if (written.Count > 0 && file.Members.OfType<GlobalStatementSyntax>().Any())
            return ReadBlock.Nothing("it has statements beside its types");
        if (header.Path is { } named && within is null)
        {
            return places.HasSeveral(named) ? ReadBlock.Nothing($"there are several files {named}, and it is not said which is meant")
                : await ElsewhereAsync(written, cancellationToken) is { } elsewhere ? ReadBlock.Nothing($"'{named}' is no file of the program, which has {elsewhere}")
                : await NewFileAsync(named, code, file, cancellationToken);
        }

        var draft = new BlockDraft(Relative, IsAsked);
        if (await (written.Count > 0 ? TypesAsync(draft, written, within, cancellationToken) : MembersAsync(draft, code, within, cancellationToken)) is { } problem)
            return ReadBlock.Nothing(problem);
        if (draft.NewTypes.Count > 0 && draft.Files.Count == 0 && within is null)
            return await NewFileAsync(null, code, file, cancellationToken);
        if (draft.NewTypes.Count > 0)
            draft.AppendNewTypes(within is null ? null : await FileOfAsync(within, cancellationToken));
        return draft.Problem is { } unusable ? ReadBlock.Nothing(unusable) : await ChangesAsync(draft, AnswerMembers.UsingsOf(file), cancellationToken);
    }

    // Null, or why it is a fragment.
    private async Task<string?> TypesAsync(BlockDraft draft, List<MemberDeclarationSyntax> written, Document? within, CancellationToken cancellationToken)
    {
        foreach (var parts in written.GroupBy(type => (BlockPlaces.SpaceOf(type), MemberNames.Key(type))).Select(group => group.ToList()))
        {
            var type = parts[0];
            var found = await places.TypesAsync(type, within, cancellationToken);
            if (found.Select(one => (BlockPlaces.SpaceOf(one.Declaration), BlockPlaces.ContainerOf(one.Declaration))).Distinct().Count() > 1)
                return $"there are several types {MemberNames.Name(type)}, and it is not said which is meant";
            // A namespace that is named is meant: a type of its name in another is another type.
            if (found.Count > 0 && BlockPlaces.SpaceOf(type) is { Length: > 0 } space && BlockPlaces.SpaceOf(found[0].Declaration) != space)
                return $"{space} has no {NameOf(type)}, which is in {(BlockPlaces.SpaceOf(found[0].Declaration) is { Length: > 0 } other ? other : "no namespace")}";
            if (parts.Exists(part => HasOtherParameters(part, found)))
                return $"the head of {NameOf(type)} has other parameters, and of a head only more bases are taken";
            if (found.Count == 0)
                draft.NewTypes.AddRange(parts);
            else if (parts.TrueForAll(HasBrace) && HasBrace(found[0].Declaration))
                draft.Merge([.. found.Where(one => one.Declaration is TypeDeclarationSyntax)], parts.ConvertAll(part => (TypeDeclarationSyntax)part));
            else if (type.GetDiagnostics().Any(found => found.Severity == DiagnosticSeverity.Error))
                return "it cannot be read as C#";
            else if (parts.Count > 1)
                return TwiceWritten;
            else
                draft.Replace(found[0], type);
        }

        return null;
    }

    // Where a type that a block writes is declared; null where none of them is.
    private async Task<string?> ElsewhereAsync(List<MemberDeclarationSyntax> written, CancellationToken cancellationToken)
    {
        foreach (var type in written)
        {
            if ((await places.TypesAsync(type, null, cancellationToken)).FirstOrDefault(found => BlockPlaces.SpaceOf(type) is "" || BlockPlaces.SpaceOf(type) == BlockPlaces.SpaceOf(found.Declaration)) is { } found)
                return $"{NameOf(type)} in {Relative(found.Document.FilePath!)}";
        }

        return null;
    }

    private static string NameOf(MemberDeclarationSyntax type) => MemberNames.Name(type).Split('`')[0];

    private static bool HasOtherParameters(MemberDeclarationSyntax written, IReadOnlyList<FoundType> found)
    {
        static string? In(MemberDeclarationSyntax type) => (type as TypeDeclarationSyntax)?.ParameterList is { } list ? string.Join(' ', list.DescendantTokens().Select(token => token.Text)) : null;
        return HasBrace(written) && In(written) is { } parameters && found.Count > 0 && !found.Any(one => In(one.Declaration) == parameters);
    }

    private static bool HasBrace(MemberDeclarationSyntax type) => type is TypeDeclarationSyntax { OpenBraceToken.RawKind: not 0 };

    private async Task<string?> MembersAsync(BlockDraft draft, string code, Document? within, CancellationToken cancellationToken)
    {
        var types = await places.NearTypesAsync(within, cancellationToken);
        foreach (var type in types)
        {
            var members = AnswerMembers.Of(code, (TypeDeclarationSyntax)type.Declaration).Members;
            if (!members.IsEmpty && members.Any(member => ((TypeDeclarationSyntax)type.Declaration).Members.Any(own => MemberNames.Name(own) == MemberNames.Name(member))))
            {
                draft.Merge([type], members, null);
                return null;
            }
        }

        // New members belong to the type that was asked about; of statements nobody knows where they would stand.
        var isMeant = within is null ? near.Any(place => place.Span is not null && place.FullPath == (types.Count > 0 ? types[0].Document.FilePath : null)) : types.Count == 1;
        if (isMeant && types is [var nearest, ..] && AnswerMembers.Of(code, (TypeDeclarationSyntax)nearest.Declaration) is { IsWhole: true, Members: { IsEmpty: false } added }
            && added.All(member => member is not FieldDeclarationSyntax || AnswerMembers.StatementsOf(code, nearest.Root.SyntaxTree.Options).Statements.IsEmpty))
        {
            draft.Merge([nearest], added, null);
            return null;
        }

        return "it is not said where it belongs";
    }

    private bool IsAsked(FoundType type, MemberDeclarationSyntax member) => near.Any(place => place.FullPath == type.Document.FilePath && place.Span is { } span && member.FullSpan.Contains(span));

    private async Task<ReadBlock> ChangesAsync(BlockDraft draft, ImmutableArray<string> usings, CancellationToken cancellationToken)
    {
        if (draft.Pieces.Count == 0)
            return ReadBlock.Nothing("it has no member that can be read");
        var edits = new List<Edit>();
        foreach (var (document, changes) in draft.Files.Values)
        {
            if (changes.Count == 0)
                continue;
            changes.Sort((one, other) => one.Span.CompareTo(other.Span));
            if (changes.Zip(changes.Skip(1)).Any(pair => pair.First.Span.End > pair.Second.Span.Start || pair.First.Span == pair.Second.Span))
                return ReadBlock.Nothing(TwiceWritten);
            var (made, unusable) = await AnswerChanges.CreateAsync(snapshot, document, new ReadAnswer([.. changes], usings, null), imported, isRepair: false, cancellationToken);
            if (made is null)
                return ReadBlock.Nothing(unusable!);
            edits.AddRange(made.ToEdits());
        }

        if (edits.Count == 0)
            return new ReadBlock(null, [.. draft.Pieces], "it is what stands there already");
        var (all, problem) = await ChangeSet.CreateAsync(snapshot, edits, cancellationToken);
        return new ReadBlock(all, [.. draft.Pieces], problem?.Reason);
    }

    // A file that is not there yet: where the block says, or else beside what was asked about.
    private async Task<ReadBlock> NewFileAsync(string? named, string code, CompilationUnitSyntax file, CancellationToken cancellationToken)
    {
        var types = BlockPlaces.TypesIn(file).Where(type => type.Parent is not TypeDeclarationSyntax).ToList();
        if (types.Count == 0 || file.GetDiagnostics().Any(found => found.Severity == DiagnosticSeverity.Error))
            return ReadBlock.Nothing(named is null ? "it is not said where it belongs" : $"'{named}' is in no loaded project, and a new file would need whole types");
        if (LeftOut.In(code).Any())
            return ReadBlock.Nothing("it leaves code out");
        var beside = places.Near.FirstOrDefault();
        if (named is null && beside is null)
            return ReadBlock.Nothing("it is not said where it belongs");
        var path = named ?? Relative(Path.Combine(Path.GetDirectoryName(beside!.FilePath)!, MemberNames.Name(types[0]) + ".cs"));
        var (lineEnd, space) = ("\n", "");
        if (beside is not null)
        {
            var root = (await beside.GetSyntaxRootAsync(cancellationToken))!;
            lineEnd = new MemberWriter(root, await beside.GetTextAsync(cancellationToken)).Layout.LineEnd;
            space = root.DescendantNodes().OfType<BaseNamespaceDeclarationSyntax>().FirstOrDefault()?.Name.ToString() ?? "";
        }

        var text = code.Trim('\n') + "\n";
        // Beside others it is in their namespace, unless it says another.
        if (named is null && space.Length > 0 && !file.Members.OfType<BaseNamespaceDeclarationSyntax>().Any())
        {
            var at = file.Usings is [.., var last] ? last.Span.End : 0;
            text = at == 0 ? $"namespace {space};\n\n{text}" : $"{code[..at]}\n\nnamespace {space};\n\n{code[at..].TrimStart('\n')}".TrimEnd('\n') + "\n";
        }

        var (changes, problem) = await ChangeSet.CreateAsync(snapshot, [new CreateFile(path, text.ReplaceLineEndings(lineEnd))], cancellationToken);
        if (changes is null)
            return ReadBlock.Nothing(problem!.Reason);
        // As others name it, whatever way the block goes there.
        var made = Relative(changes.Files[0].FullPath);
        return new ReadBlock(changes, [new WrittenPiece(made, $"new file {made}", null)], null);
    }

    private static async Task<FoundType> FileOfAsync(Document document, CancellationToken cancellationToken)
    {
        var root = (await document.GetSyntaxRootAsync(cancellationToken))!;
        return new FoundType(document, root, await document.GetTextAsync(cancellationToken), BlockPlaces.TypesIn(root).LastOrDefault(type => type.Parent is not TypeDeclarationSyntax) ?? SyntaxFactory.ClassDeclaration(""));
    }

    private string Relative(string fullPath) => snapshot.RelativePath(fullPath);
}
