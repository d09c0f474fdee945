using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Assistant.Core.Verification;

/// <summary>Whether what a file declares has parts elsewhere, and what of a file is in scope elsewhere without being declared.</summary>
internal static class FileScope
{
    /// <summary>
    /// Whether a type or member of a file has, or may have, a part in another file. The word is not enough: the compiler takes
    /// two declarations of one name for parts of one type, also where it then complains.
    /// </summary>
    public static bool IsShared(SyntaxTree tree, CSharpCompilation compilation, CancellationToken cancellationToken)
    {
        var model = compilation.GetSemanticModel(tree);
        return Declarations(tree.GetRoot(cancellationToken)).Any(member => member.Modifiers.Any(SyntaxKind.PartialKeyword)
            || (member is BaseTypeDeclarationSyntax && model.GetDeclaredSymbol(member, cancellationToken)?.DeclaringSyntaxReferences.Length > 1));
    }

    /// <summary>Names of the methods that are declared <c>async</c>: the metadata does not tell, and a caller is warned (CS4014).</summary>
    public static IEnumerable<string> AsyncMethods(SyntaxNode root) =>
        Declarations(root).OfType<MethodDeclarationSyntax>()
            .Where(method => method.Modifiers.Any(SyntaxKind.AsyncKeyword))
            .Select(method => $"{FullName(method)}.{method.Identifier.Text}{method.TypeParameterList}{method.ParameterList}");

    /// <summary>
    /// What a file brings into scope in all files without a trace in metadata: its global usings, its namespaces, which may be
    /// empty, and the names its top-level statements declare, which shadow types and imported names everywhere.
    /// </summary>
    public static HashSet<string> GlobalNames(SyntaxNode root) =>
    [
        .. root.ChildNodes().OfType<UsingDirectiveSyntax>().Where(directive => directive.GlobalKeyword.IsKind(SyntaxKind.GlobalKeyword)).Select(directive => directive.NormalizeWhitespace().ToString()),
        .. root.DescendantNodes(node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax).OfType<BaseNamespaceDeclarationSyntax>().Select(space => $"namespace {FullName(space)}.{space.Name}"),
        // A name that moves into a block or out of one is in scope elsewhere or is not.
        .. root.ChildNodes().OfType<GlobalStatementSyntax>().SelectMany(statement => statement.DescendantNodes())
            .Where(node => DeclaredName(node) is not null)
            .Select(node => $"{node.Ancestors().Count()} {DeclaredName(node)}"),
    ];

    // The namespaces and types a declaration stands in.
    private static string FullName(SyntaxNode declaration) => string.Join('.', declaration.Ancestors().Select(ancestor => ancestor switch
    {
        BaseNamespaceDeclarationSyntax space => space.Name.ToString(),
        TypeDeclarationSyntax type => type.Identifier.Text + type.TypeParameterList,
        _ => null,
    }).OfType<string>().Reverse());

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
