using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Assistant.Core.Verification;

/// <summary>Whether what a file declares has parts elsewhere, and what of a file is in scope elsewhere without being declared.</summary>
internal static class FileScope
{
    /// <summary>Whether a type or member of a file may have a part in another file.</summary>
    public static bool IsShared(SyntaxNode root) => Declarations(root).Any(member => member.Modifiers.Any(SyntaxKind.PartialKeyword));

    /// <summary>
    /// What a file brings into scope in all files: its global usings, and the names its top-level statements declare, which
    /// shadow types and imported names in every file of the program.
    /// </summary>
    public static HashSet<string> GlobalNames(SyntaxNode root) =>
    [
        .. root.ChildNodes().OfType<UsingDirectiveSyntax>().Where(directive => directive.GlobalKeyword.IsKind(SyntaxKind.GlobalKeyword)).Select(directive => directive.NormalizeWhitespace().ToString()),
        .. root.ChildNodes().OfType<GlobalStatementSyntax>().SelectMany(statement => statement.DescendantNodes()).Select(DeclaredName).OfType<string>(),
    ];

    private static string? DeclaredName(SyntaxNode node) => node switch
    {
        VariableDeclaratorSyntax variable => variable.Identifier.ValueText,
        SingleVariableDesignationSyntax variable => variable.Identifier.ValueText,
        LocalFunctionStatementSyntax function => function.Identifier.ValueText,
        ForEachStatementSyntax loop => loop.Identifier.ValueText,
        CatchDeclarationSyntax caught => caught.Identifier.ValueText,
        _ => null,
    };

    private static IEnumerable<MemberDeclarationSyntax> Declarations(SyntaxNode root) =>
        root.DescendantNodes(node => node is not (BlockSyntax or ArrowExpressionClauseSyntax or EqualsValueClauseSyntax or AttributeListSyntax)).OfType<MemberDeclarationSyntax>();
}
