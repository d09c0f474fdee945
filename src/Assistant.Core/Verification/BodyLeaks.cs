using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Assistant.Core.Verification;

/// <summary>
/// What a body can bring about outside of its own file. Each rule stands for a diagnostic that was found to appear in
/// another part of the type:
/// a parameter of a primary constructor, captured or no longer read (CS9113, CS9124);
/// the <c>field</c> keyword, which decides whether a property can be assigned elsewhere and what its field may hold (CS0200, CS9264);
/// a field or event no longer used or assigned (CS0067, CS0169, CS0414, CS0649), which is a warning and counts where warnings are errors.
/// </summary>
internal sealed class BodyLeaks(CompiledProject project)
{
    private static readonly string[] UnusedMemberIds = ["CS0067", "CS0169", "CS0414", "CS0649"];

    private readonly Memo<HashSet<string>?> watchedNames = new(cancellationToken => WatchedNames(project.Compilation(cancellationToken), cancellationToken));

    /// <summary>Whether replacing a member's body can change diagnostics outside of its file.</summary>
    /// <param name="before">The member.</param>
    /// <param name="after">The member with its new body.</param>
    /// <param name="changed">The compilation that holds <paramref name="after"/>.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public bool CanLeave(SyntaxNode before, SyntaxNode after, CSharpCompilation changed, CancellationToken cancellationToken) =>
        UsesFieldKeyword(before) != UsesFieldKeyword(after)
        || (IsFeltElsewhere(before, cancellationToken) && (UsesFieldKeyword(before) || HasPrimaryConstructor(before, cancellationToken)))
        || UsesOtherMembers(before, after, changed, cancellationToken);

    /// <summary>Whether two states of code use fields or events differently, where the compiler's list of unused ones matters.</summary>
    /// <param name="before">A member, or all of a file.</param>
    /// <param name="after">The same after a change.</param>
    /// <param name="changed">The compilation that holds <paramref name="after"/>.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public bool UsesOtherMembers(SyntaxNode before, SyntaxNode after, CSharpCompilation changed, CancellationToken cancellationToken)
    {
        var watched = watchedNames.Get(cancellationToken);
        return watched is not null
            && !FieldUse.In(before, project.Compilation(cancellationToken), watched, cancellationToken).SetEquals(FieldUse.In(after, changed, watched, cancellationToken));
    }

    /// <summary>Whether two states of code use every field and event alike, whatever the options make of unused ones.</summary>
    /// <param name="before">All of a file.</param>
    /// <param name="after">The same after a change.</param>
    /// <param name="changed">The compilation that holds <paramref name="after"/>.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public bool UsesMembersAlike(SyntaxNode before, SyntaxNode after, CSharpCompilation changed, CancellationToken cancellationToken)
    {
        var names = FieldNames(changed, cancellationToken);
        return Fields(before).SequenceEqual(Fields(after), StringComparer.Ordinal)
            && FieldUse.In(before, project.Compilation(cancellationToken), names, cancellationToken).SetEquals(FieldUse.In(after, changed, names, cancellationToken));
    }

    /// <summary>Whether an unused member can be an error in this project. Binding a file never tells of one.</summary>
    public bool WatchesUnusedMembers(CancellationToken cancellationToken) => watchedNames.Get(cancellationToken) is not null;

    // A class that stands in one file keeps what its bodies bring about. The fields of a struct, also those the compiler adds
    // for a body, decide elsewhere what is assigned and what fits where.
    private bool IsFeltElsewhere(SyntaxNode member, CancellationToken cancellationToken) =>
        member.Ancestors().OfType<TypeDeclarationSyntax>().Any(type => type.Modifiers.Any(SyntaxKind.PartialKeyword)
            || type.Kind() is SyntaxKind.StructDeclaration or SyntaxKind.RecordStructDeclaration
            || project.Compilation(cancellationToken).GetSemanticModel(type.SyntaxTree).GetDeclaredSymbol(type, cancellationToken)?.DeclaringSyntaxReferences.Length > 1);

    private static bool UsesFieldKeyword(SyntaxNode member) =>
        member is AccessorDeclarationSyntax or PropertyDeclarationSyntax && member.DescendantTokens().Any(token => token.IsKind(SyntaxKind.FieldKeyword));

    private bool HasPrimaryConstructor(SyntaxNode member, CancellationToken cancellationToken)
    {
        var declaration = member.FirstAncestorOrSelf<TypeDeclarationSyntax>();
        return declaration is not null
            && project.Compilation(cancellationToken).GetSemanticModel(declaration.SyntaxTree).GetDeclaredSymbol(declaration, cancellationToken) is { } type
            && type.DeclaringSyntaxReferences.Any(part => part.GetSyntax(cancellationToken) is TypeDeclarationSyntax { ParameterList: not null });
    }

    private static IEnumerable<string> Fields(SyntaxNode root) =>
        root.DescendantNodes(node => node is not (BlockSyntax or ArrowExpressionClauseSyntax)).OfType<BaseFieldDeclarationSyntax>().Select(field => field.ToString());

    // Null when no unused member can be an error in this project.
    private static HashSet<string>? WatchedNames(CSharpCompilation compilation, CancellationToken cancellationToken) =>
        WarningOptions.CanBeErrors(UnusedMemberIds, compilation, cancellationToken) ? FieldNames(compilation, cancellationToken) : null;

    private static HashSet<string> FieldNames(CSharpCompilation compilation, CancellationToken cancellationToken) =>
    [
        .. compilation.SyntaxTrees
            .SelectMany(tree => tree.GetRoot(cancellationToken).DescendantNodes(node => node is not (BlockSyntax or ArrowExpressionClauseSyntax or EqualsValueClauseSyntax)))
            .OfType<BaseFieldDeclarationSyntax>()
            .SelectMany(field => field.Declaration.Variables)
            .Select(variable => variable.Identifier.ValueText),
    ];
}
