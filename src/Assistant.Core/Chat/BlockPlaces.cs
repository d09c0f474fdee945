using Assistant.Core.Proposing.Models;
using Assistant.Core.Snapshots;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Assistant.Core.Chat;

/// <summary>
/// Finds where in a solution code belongs: by the file it names, else by the types it declares, else by the members, looked for
/// first near what the question was about. Names decide, never lines.
/// </summary>
/// <param name="snapshot">The solution.</param>
/// <param name="near">What the question was about, the nearest first.</param>
internal sealed class BlockPlaces(Snapshot snapshot, IReadOnlyList<ChatPlace> near)
{
    /// <summary>Documents of the question, the nearest first.</summary>
    public IEnumerable<Document> Near => near.Select(place => DocumentAt(place.FullPath)).OfType<Document>();

    /// <summary>The loaded document that a path means: relative to the root, else the only one that ends so.</summary>
    public Document? Find(string path)
    {
        // No path holds a zero.
        if (path.Contains('\0', StringComparison.Ordinal))
            return null;
        if (DocumentAt(Path.GetFullPath(Path.Combine(snapshot.Root, path))) is { } exact)
            return exact;
        var found = EndingSo(path);
        return found.Count == 1 ? found[0] : found.Count > 1 ? Near.FirstOrDefault(document => found.Exists(other => other.FilePath == document.FilePath)) : null;
    }

    /// <summary>Whether more than one loaded document ends so.</summary>
    public bool HasSeveral(string path) => EndingSo(path).Count > 1;

    /// <summary>The declarations of a type by its name, those near first; of one that is declared in parts all parts.</summary>
    /// <param name="written">How the block declares it.</param>
    /// <param name="within">The only document that is meant; null for all.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<IReadOnlyList<FoundType>> TypesAsync(MemberDeclarationSyntax written, Document? within, CancellationToken cancellationToken)
    {
        var name = MemberNames.Name(written);
        var found = new List<FoundType>();
        foreach (var document in within is not null ? [within] : Near.Concat(snapshot.Sources).DistinctBy(document => document.FilePath))
        {
            // The text is searched before it is parsed: most files do not have the name.
            var text = await document.GetTextAsync(cancellationToken);
            if (text.ToString().Contains(name, StringComparison.Ordinal) && await document.GetSyntaxRootAsync(cancellationToken) is { } root)
                found.AddRange(TypesIn(root).Where(type => MemberNames.Name(type) == name && MemberNames.Arity(type) == MemberNames.Arity(written)).Select(type => new FoundType(document, root, text, type)));
        }

        // A namespace that the block names tells types of the same name apart, and so does being near.
        var space = SpaceOf(written);
        if (space.Length > 0 && found.Exists(type => SpaceOf(type.Declaration) == space))
            found.RemoveAll(type => SpaceOf(type.Declaration) != space);
        if (found.Exists(IsNear) && found.Select(type => SpaceOf(type.Declaration)).Distinct(StringComparer.Ordinal).Count() > 1)
            found.RemoveAll(type => SpaceOf(type.Declaration) != SpaceOf(found.First(IsNear).Declaration));
        // A nested type may be written by itself, where no outer one has its name.
        if (found.Exists(type => ContainerOf(type.Declaration).Length == 0))
            found.RemoveAll(type => ContainerOf(type.Declaration).Length > 0);
        return found;
    }

    /// <summary>Types that members without one may belong to, the nearest first: that of the place asked about, then those of the same files.</summary>
    /// <param name="within">The only document that is meant; null for all near ones.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<IReadOnlyList<FoundType>> NearTypesAsync(Document? within, CancellationToken cancellationToken)
    {
        var found = new List<FoundType>();
        foreach (var document in within is not null ? [within] : Near.DistinctBy(document => document.FilePath))
        {
            var root = (await document.GetSyntaxRootAsync(cancellationToken))!;
            var text = await document.GetTextAsync(cancellationToken);
            var asked = near.Where(place => place.FullPath == document.FilePath && place.Span is not null)
                .SelectMany(place => root.FindToken(Math.Min(place.Span!.Value.Start, Math.Max(0, root.FullSpan.End - 1))).Parent?.AncestorsAndSelf().OfType<TypeDeclarationSyntax>() ?? []);
            found.AddRange(asked.Concat(TypesIn(root).OfType<TypeDeclarationSyntax>()).Distinct().Select(type => new FoundType(document, root, text, type)));
        }

        return found;
    }

    /// <summary>Namespace of a declaration; empty outside of all.</summary>
    public static string SpaceOf(SyntaxNode declaration) => string.Join('.', declaration.Ancestors().OfType<BaseNamespaceDeclarationSyntax>().Reverse().Select(space => space.Name.ToString()));

    /// <summary>The types around a declaration; empty for an outer one.</summary>
    public static string ContainerOf(SyntaxNode declaration) => string.Join('.', declaration.Ancestors().OfType<TypeDeclarationSyntax>().Reverse().Select(MemberNames.Key));

    /// <summary>Types of a file, outer and nested ones.</summary>
    public static IEnumerable<MemberDeclarationSyntax> TypesIn(SyntaxNode root) => root
        .DescendantNodes(node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax or TypeDeclarationSyntax)
        .OfType<MemberDeclarationSyntax>().Where(member => member is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax);

    private List<Document> EndingSo(string path)
    {
        var ending = "/" + path.TrimStart('/');
        return [.. snapshot.Sources.Where(document => document.FilePath!.Replace('\\', '/').EndsWith(ending, StringComparison.Ordinal)).DistinctBy(document => document.FilePath)];
    }

    private bool IsNear(FoundType type) => near.Any(place => place.FullPath == type.Document.FilePath);

    // In the order of the projects: document ids are random.
    private Document? DocumentAt(string fullPath)
    {
        var found = snapshot.Solution.GetDocumentIdsWithFilePath(fullPath).Select(snapshot.Solution.GetDocument).OfType<Document>()
            .Where(document => document.FilePath == fullPath).ToLookup(document => document.Project.Id);
        return snapshot.Solution.ProjectIds.SelectMany(project => found[project]).FirstOrDefault();
    }
}
