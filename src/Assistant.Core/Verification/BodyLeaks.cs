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
internal sealed class BodyLeaks(CSharpCompilation compilation)
{
    private static readonly string[] UnusedMemberIds = ["CS0067", "CS0169", "CS0414", "CS0649"];

    private readonly Memo<HashSet<string>?> watchedNames = new(cancellationToken => WatchedNames(compilation, cancellationToken));

    /// <summary>Whether replacing a member's body can change diagnostics outside of its file.</summary>
    public bool CanLeave(SyntaxNode before, SyntaxNode after, CancellationToken cancellationToken) =>
        UsesFieldKeyword(before) || UsesFieldKeyword(after)
        || HasPrimaryConstructor(before, cancellationToken)
        || UsesOtherMembers(before, after, cancellationToken);

    private static bool UsesFieldKeyword(SyntaxNode member) =>
        member is AccessorDeclarationSyntax or PropertyDeclarationSyntax && member.DescendantTokens().Any(token => token.IsKind(SyntaxKind.FieldKeyword));

    private bool HasPrimaryConstructor(SyntaxNode member, CancellationToken cancellationToken)
    {
        var declaration = member.FirstAncestorOrSelf<TypeDeclarationSyntax>();
        return declaration is not null
            && compilation.GetSemanticModel(declaration.SyntaxTree).GetDeclaredSymbol(declaration, cancellationToken) is { } type
            && type.DeclaringSyntaxReferences.Any(part => part.GetSyntax(cancellationToken) is TypeDeclarationSyntax { ParameterList: not null });
    }

    private bool UsesOtherMembers(SyntaxNode before, SyntaxNode after, CancellationToken cancellationToken)
    {
        var watched = watchedNames.Get(cancellationToken);
        return watched is not null && !Uses(before, watched).SetEquals(Uses(after, watched));
    }

    private static HashSet<(string Name, bool Written)> Uses(SyntaxNode member, HashSet<string> watched) =>
        [.. member.DescendantNodes().OfType<SimpleNameSyntax>()
            .Where(name => watched.Contains(name.Identifier.ValueText))
            .Select(name => (name.Identifier.ValueText, IsOnlyWritten(name)))];

    private static bool IsOnlyWritten(SimpleNameSyntax name)
    {
        ExpressionSyntax target = name.Parent is MemberAccessExpressionSyntax access && access.Name == name ? access : name;
        return target.Parent is AssignmentExpressionSyntax assignment && assignment.Left == target;
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
