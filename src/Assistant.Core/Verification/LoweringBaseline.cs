using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Emit;

namespace Assistant.Core.Verification;

/// <summary>
/// Emits single changed methods against what the project declares, as Edit and Continue does against a program that runs.
/// This finds the errors of lowering, which binding never reports, without emitting the project: of the state before only
/// metadata is needed, no body of it is bound. A project with errors of parsing does not emit even that: there the bodies
/// that have them are replaced by <c>throw null!</c>. The baseline may be older than the base it is used with: what it
/// lacks is inserted, and what it cannot tell is asked of the whole project.
/// </summary>
internal sealed class LoweringBaseline
{
    private readonly CSharpCompilation compilation;
    private readonly EmitBaseline baseline;

    private LoweringBaseline(CSharpCompilation compilation, EmitBaseline baseline, bool isWhole)
    {
        this.compilation = compilation;
        this.baseline = baseline;
        IsWhole = isWhole;
    }

    /// <summary>Whether parsing and declarations had no errors in the text it was made of.</summary>
    public bool IsWhole { get; }

    /// <returns>Null when declarations have errors.</returns>
    public static LoweringBaseline? Create(CSharpCompilation compilation, CancellationToken cancellationToken) =>
        Emit(compilation, isWhole: true, cancellationToken)
        ?? (compilation.GetParseDiagnostics(cancellationToken) is { IsEmpty: false } errors && WithoutBrokenBodies(compilation, errors, cancellationToken) is { } readable
            ? Emit(readable, isWhole: false, cancellationToken)
            : null);

    /// <summary>Lowers members, each in place of the one the baseline has, or as a new one.</summary>
    /// <param name="after">The compilation after the change.</param>
    /// <param name="members">Methods, and fields and properties that may be new, of <paramref name="after"/>.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The errors found, or null when this baseline cannot tell.</returns>
    public IReadOnlyList<Diagnostic>? Errors(CSharpCompilation after, IReadOnlyList<ISymbol> members, CancellationToken cancellationToken)
    {
        var edits = new List<SemanticEdit>();
        var types = new Dictionary<INamedTypeSymbol, INamedTypeSymbol?>(SymbolEqualityComparer.Default);
        foreach (var member in members)
        {
            if (!types.TryGetValue(member.ContainingType, out var type))
                types[member.ContainingType] = type = OldType(member.ContainingType);
            if (type is null)
                return null;
            var old = OldMember(type, member);
            if (old is null)
                edits.Add(new SemanticEdit(SemanticEditKind.Insert, null, member));
            else if (member is IMethodSymbol)
                edits.Add(new SemanticEdit(SemanticEditKind.Update, old, member));
        }

        return Difference(after, edits, cancellationToken) is not { } result ? null
            : result.Diagnostics.Where(ErrorCount.IsError).ToList() is var errors && (result.Success || errors.Exists(error => error.Location.IsInSource)) ? errors
            // Without success and without an error in source the failure is one of Edit and Continue, not of the program.
            : null;
    }

    // Edit and Continue is made for edits that an editor has checked before; for some others it throws what comes its way.
    private EmitDifferenceResult? Difference(CSharpCompilation after, List<SemanticEdit> edits, CancellationToken cancellationToken)
    {
        using var metadata = new MemoryStream();
        using var code = new MemoryStream();
        using var symbols = new MemoryStream();
        try
        {
            return after.EmitDifference(baseline, edits, _ => false, metadata, code, symbols, cancellationToken);
        }
#pragma warning disable CA1031 // Whatever it throws means the same: this way does not tell, and the whole project is asked.
        catch (Exception failure) when (failure is not OperationCanceledException)
#pragma warning restore CA1031
        {
            return null;
        }
    }

    private INamedTypeSymbol? OldType(INamedTypeSymbol type)
    {
        var paths = type.DeclaringSyntaxReferences.Select(reference => reference.SyntaxTree.FilePath).ToHashSet(StringComparer.Ordinal);
        return type.IsImplicitlyDeclared || type.GetDocumentationCommentId() is not { } id
            ? compilation.GetTypeByMetadataName(type.MetadataName)
            // Types of the same name are told apart by their files: those that are local to a file.
            : DocumentationCommentId.GetSymbolsForDeclarationId(id, compilation).OfType<INamedTypeSymbol>()
                .FirstOrDefault(old => old.DeclaringSyntaxReferences.Any(reference => paths.Contains(reference.SyntaxTree.FilePath)));
    }

    private static ISymbol? OldMember(INamedTypeSymbol type, ISymbol member) =>
        type.GetMembers(member.Name)
            .Select(old => (old as IMethodSymbol)?.PartialImplementationPart ?? old)
            .FirstOrDefault(old => old.Kind == member.Kind && old.IsStatic == member.IsStatic && TypeOf(old) == TypeOf(member)
                && old.GetDocumentationCommentId() == member.GetDocumentationCommentId());

    private static string? TypeOf(ISymbol member) => member switch
    {
        IMethodSymbol method => method.RefKind + method.ReturnType.ToDisplayString(),
        IPropertySymbol property => property.RefKind + property.Type.ToDisplayString(),
        IFieldSymbol field => field.RefKind + field.Type.ToDisplayString(),
        _ => null,
    };

    private static LoweringBaseline? Emit(CSharpCompilation compilation, bool isWhole, CancellationToken cancellationToken)
    {
        using var image = new MemoryStream();
        if (!compilation.Emit(image, options: new EmitOptions(metadataOnly: true), cancellationToken: cancellationToken).Success)
            return null;
#pragma warning disable CA2000 // The baseline owns the module and has no Dispose: the image is a managed array, nothing leaks.
        var module = ModuleMetadata.CreateFromImage(image.ToArray());
#pragma warning restore CA2000
        return new LoweringBaseline(compilation, EmitBaseline.CreateInitialBaseline(compilation, module, _ => default, _ => default, hasPortableDebugInformation: true), isWhole);
    }

    /// <returns>Null when an error stands outside of everything that can be replaced.</returns>
    private static CSharpCompilation? WithoutBrokenBodies(CSharpCompilation compilation, IEnumerable<Diagnostic> diagnostics, CancellationToken cancellationToken)
    {
        // Warnings that are errors do not matter here.
        var stubbed = compilation.WithOptions(compilation.Options
            .WithGeneralDiagnosticOption(ReportDiagnostic.Default)
            .WithSpecificDiagnosticOptions(ImmutableDictionary<string, ReportDiagnostic>.Empty)
            .WithSyntaxTreeOptionsProvider(null));
        foreach (var group in diagnostics.Where(ErrorCount.IsError).GroupBy(error => error.Location.SourceTree))
        {
            if (group.Key is not { } tree)
                return null;
            var root = tree.GetRoot(cancellationToken);
            var broken = group.Select(error => BrokenCode(root, error)).ToHashSet();
            if (broken.Contains(null))
                return null;
            // Of the statements of a program one is left to throw; the others may declare what it needs.
            var statements = broken.OfType<GlobalStatementSyntax>().Any() ? root.ChildNodes().OfType<GlobalStatementSyntax>().ToList() : [];
            var replaced = root.ReplaceNodes(broken.Concat(statements).OfType<SyntaxNode>().Distinct(), (old, node) => old is GlobalStatementSyntax && old != statements[0] ? EmptyStatement() : Stub(node));
            stubbed = stubbed.ReplaceSyntaxTree(tree, tree.WithRootAndOptions(replaced, tree.Options));
        }

        return stubbed;
    }

    // The outermost body, initializer or statement of the program that holds an error.
    private static SyntaxNode? BrokenCode(SyntaxNode root, Diagnostic error) =>
        root.FindNode(error.Location.SourceSpan, getInnermostNodeForTie: true)
            .AncestorsAndSelf()
            .Select(node => node is GlobalStatementSyntax or EqualsValueClauseSyntax { Parent: PropertyDeclarationSyntax or VariableDeclaratorSyntax { Parent.Parent: FieldDeclarationSyntax } }
                ? node : BodyMember.BodyOf(node))
            .LastOrDefault(node => node?.FullSpan.Contains(error.Location.SourceSpan) == true);

    private static GlobalStatementSyntax EmptyStatement() => SyntaxFactory.GlobalStatement(SyntaxFactory.EmptyStatement());

    private static SyntaxNode Stub(SyntaxNode code)
    {
        var nothing = SyntaxFactory.PostfixUnaryExpression(SyntaxKind.SuppressNullableWarningExpression, SyntaxFactory.LiteralExpression(SyntaxKind.NullLiteralExpression));
        return code switch
        {
            BlockSyntax => SyntaxFactory.Block(SyntaxFactory.ThrowStatement(nothing).NormalizeWhitespace()),
            GlobalStatementSyntax => SyntaxFactory.GlobalStatement(SyntaxFactory.ThrowStatement(nothing).NormalizeWhitespace()),
            EqualsValueClauseSyntax => SyntaxFactory.EqualsValueClause(SyntaxFactory.LiteralExpression(SyntaxKind.DefaultLiteralExpression)),
            _ => SyntaxFactory.ArrowExpressionClause(SyntaxFactory.ThrowExpression(nothing).NormalizeWhitespace()),
        };
    }
}
