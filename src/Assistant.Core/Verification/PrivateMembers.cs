using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Assistant.Core.Verification;

/// <summary>
/// Private members that no other file can tell of: methods, properties and fields of a class that stands in one file. A
/// lookup from elsewhere passes over what is inaccessible, so it finds the same as before. Not among them: a constant,
/// which may be part of a signature; a constructor, which takes the place of the implicit one; a possible entry point; a
/// member with attributes; members of a struct, whose fields decide what may be assigned, and of a record, whose members
/// the compiler looks for by name.
/// </summary>
internal static class PrivateMembers
{
    // What the compiler says of a reference in documentation, which may be to a private member too.
    private static readonly string[] ReferenceIds = ["CS0419", "CS1574", "CS1580", "CS1581", "CS1584"];

    /// <summary>Whether two trees are equal but for such members. Types of the files must not have parts elsewhere.</summary>
    /// <param name="before">The file before the change.</param>
    /// <param name="after">The file after it.</param>
    /// <param name="project">The project before it.</param>
    /// <param name="mayAsk">Whether the errors of the project may be asked for.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static bool AloneDiffer(SyntaxNode before, SyntaxNode after, ProjectBase project, bool mayAsk, CancellationToken cancellationToken)
    {
        // That nobody uses a field is told by the whole project only.
        if (project.Leaks.WatchesUnusedMembers(cancellationToken) || !SyntaxFactory.AreEquivalent(Without(before), Without(after), topLevel: true))
            return false;
        var changed = HeadersIn(before).ToHashSet();
        changed.SymmetricExceptWith(HeadersIn(after));
        return changed.Count == 0 || (mayAsk && !MayBeFeltElsewhere([.. changed.Select(header => header.Name)], before.SyntaxTree, project, cancellationToken));
    }

    /// <summary>The members of a tree with a body that are not such members, nor part of one.</summary>
    public static IEnumerable<SyntaxNode> Beside(SyntaxNode root)
    {
        var own = In(root).ToHashSet<SyntaxNode>();
        return BodyMember.In(root).Where(member => !member.AncestorsAndSelf().Any(own.Contains));
    }

    private static SyntaxNode Without(SyntaxNode root) =>
        root.RemoveNodes(In(root), SyntaxRemoveOptions.KeepNoTrivia)!;

    private static IEnumerable<MemberDeclarationSyntax> In(SyntaxNode root) =>
        root.DescendantNodes(node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax or TypeDeclarationSyntax)
            .OfType<MemberDeclarationSyntax>()
            .Where(member => member.Parent is ClassDeclarationSyntax && IsPrivate(member));

    private static bool IsPrivate(MemberDeclarationSyntax member) =>
        member.AttributeLists.Count == 0
        && member.Modifiers.All(modifier => modifier.Kind() is SyntaxKind.PrivateKeyword or SyntaxKind.StaticKeyword or SyntaxKind.ReadOnlyKeyword
            or SyntaxKind.AsyncKeyword or SyntaxKind.UnsafeKeyword or SyntaxKind.VolatileKeyword)
        && member switch
        {
            MethodDeclarationSyntax method => method.ExplicitInterfaceSpecifier is null && method.Identifier.ValueText != WellKnownMemberNames.EntryPointMethodName,
            PropertyDeclarationSyntax property => property.ExplicitInterfaceSpecifier is null,
            FieldDeclarationSyntax => true,
            _ => false,
        };

    // What a member is to others: its name, and its text up to its body or value.
    private static IEnumerable<(string Name, string Text)> HeadersIn(SyntaxNode root) => In(root).SelectMany(member => member switch
    {
        FieldDeclarationSyntax field => field.Declaration.Variables.Select(variable => (variable.Identifier.ValueText, $"{field.Modifiers} {field.Declaration.Type}")),
        PropertyDeclarationSyntax property => [(property.Identifier.ValueText, $"{property.Modifiers} {property.Type}")],
        MethodDeclarationSyntax method => [(method.Identifier.ValueText, $"{method.Modifiers} {method.ReturnType} {method.TypeParameterList} {method.ParameterList} {method.ConstraintClauses}")],
        _ => Enumerable.Empty<(string, string)>(),
    });

    // An error elsewhere can change its words or its id when a member comes or goes, even an inaccessible one that it does not
    // name; and documentation may refer to it.
    private static bool MayBeFeltElsewhere(IReadOnlyCollection<string> names, SyntaxTree here, ProjectBase project, CancellationToken cancellationToken)
    {
        if (project.Errors(cancellationToken).Any(error => error.Location.SourceTree?.FilePath != here.FilePath))
            return true;
        var compilation = project.Project.Compilation(cancellationToken);
        return WarningOptions.CanBeErrors(ReferenceIds, compilation, cancellationToken)
            && compilation.SyntaxTrees
                .Where(tree => tree != here && tree.Options.DocumentationMode == DocumentationMode.Diagnose)
                .Select(tree => tree.GetText(cancellationToken).ToString())
                .Any(text => names.Any(name => text.Contains(name, StringComparison.Ordinal)));
    }
}
