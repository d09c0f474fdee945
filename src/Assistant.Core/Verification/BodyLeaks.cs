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
        UsesFieldKeyword(before) || UsesFieldKeyword(after)
        || HasPrimaryConstructor(before, cancellationToken)
        || UsesOtherMembers(before, after, changed, cancellationToken);

    private static bool UsesFieldKeyword(SyntaxNode member) =>
        member is AccessorDeclarationSyntax or PropertyDeclarationSyntax && member.DescendantTokens().Any(token => token.IsKind(SyntaxKind.FieldKeyword));

    private bool HasPrimaryConstructor(SyntaxNode member, CancellationToken cancellationToken)
    {
        var declaration = member.FirstAncestorOrSelf<TypeDeclarationSyntax>();
        return declaration is not null
            && project.Compilation(cancellationToken).GetSemanticModel(declaration.SyntaxTree).GetDeclaredSymbol(declaration, cancellationToken) is { } type
            && type.DeclaringSyntaxReferences.Any(part => part.GetSyntax(cancellationToken) is TypeDeclarationSyntax { ParameterList: not null });
    }

    private bool UsesOtherMembers(SyntaxNode before, SyntaxNode after, CSharpCompilation changed, CancellationToken cancellationToken)
    {
        var watched = watchedNames.Get(cancellationToken);
        return watched is not null
            && !FieldUse.In(before, project.Compilation(cancellationToken), watched, cancellationToken).SetEquals(FieldUse.In(after, changed, watched, cancellationToken));
    }

    // Null when no unused member can be an error in this project.
    private static HashSet<string>? WatchedNames(CSharpCompilation compilation, CancellationToken cancellationToken)
    {
        if (!UnusedMemberCanBeError(compilation, cancellationToken))
            return null;
        var names = compilation.SyntaxTrees
            .SelectMany(tree => tree.GetRoot(cancellationToken).DescendantNodes(node => node is not (BlockSyntax or ArrowExpressionClauseSyntax or EqualsValueClauseSyntax)))
            .OfType<BaseFieldDeclarationSyntax>()
            .SelectMany(field => field.Declaration.Variables)
            .Select(variable => variable.Identifier.ValueText);
        return [.. names];
    }

    private static bool UnusedMemberCanBeError(CSharpCompilation compilation, CancellationToken cancellationToken)
    {
        var options = compilation.Options;
        if (options.GeneralDiagnosticOption == ReportDiagnostic.Error
            || UnusedMemberIds.Any(id => options.SpecificDiagnosticOptions.GetValueOrDefault(id) == ReportDiagnostic.Error))
            return true;
        return options.SyntaxTreeOptionsProvider is { } provider && UnusedMemberIds.Any(id =>
            (provider.TryGetGlobalDiagnosticValue(id, cancellationToken, out var severity) && severity == ReportDiagnostic.Error)
            || compilation.SyntaxTrees.Any(tree => provider.TryGetDiagnosticValue(tree, id, cancellationToken, out var own) && own == ReportDiagnostic.Error));
    }
}
