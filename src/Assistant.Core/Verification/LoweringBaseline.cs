using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Emit;

namespace Assistant.Core.Verification;

/// <summary>
/// Emits single changed methods against one earlier emit of the whole project, as Edit and Continue does. This finds the
/// errors of lowering, which binding never reports, without emitting the project again. A project with errors in bodies
/// does not emit: there the bodies with errors are replaced by <c>throw null!</c> for the baseline. The baseline may be
/// older than the base it is used with, as long as the declarations are the same.
/// </summary>
internal sealed class LoweringBaseline
{
    private readonly CSharpCompilation compilation;
    private readonly EmitBaseline baseline;

    private LoweringBaseline(CSharpCompilation compilation, EmitBaseline baseline)
    {
        this.compilation = compilation;
        this.baseline = baseline;
    }

    /// <returns>Null when the project cannot be emitted even without the bodies that have errors.</returns>
    public static LoweringBaseline? Create(CSharpCompilation compilation, CancellationToken cancellationToken) =>
        Emit(compilation, cancellationToken)
        ?? (WithoutBrokenBodies(compilation, cancellationToken) is { } stubbed ? Emit(stubbed, cancellationToken) : null);

    /// <summary>Lowers changed members of one file each.</summary>
    /// <param name="after">The compilation after the change.</param>
    /// <param name="changes">Each changed tree with the places in <see cref="BodyMember.In"/> of its changed members.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The errors found, or null when this baseline cannot tell.</returns>
    public IReadOnlyList<Diagnostic>? Errors(CSharpCompilation after, IReadOnlyList<(SyntaxTree Tree, ImmutableArray<int> Members)> changes, CancellationToken cancellationToken)
    {
        var edits = new List<SemanticEdit>();
        foreach (var (tree, members) in changes)
        {
            if (compilation.SyntaxTrees.FirstOrDefault(candidate => candidate.FilePath == tree.FilePath) is not { } oldTree)
                return null;
            var oldMembers = BodyMember.In(oldTree.GetRoot(cancellationToken)).ToList();
            var newMembers = BodyMember.In(tree.GetRoot(cancellationToken)).ToList();
            var oldModel = compilation.GetSemanticModel(oldTree);
            var newModel = after.GetSemanticModel(tree);
            foreach (var member in members)
            {
                if (member >= oldMembers.Count
                    || BodyMember.SymbolOf(oldModel, oldMembers[member], cancellationToken) is not { } oldMethod
                    || BodyMember.SymbolOf(newModel, newMembers[member], cancellationToken) is not { } newMethod)
                    return null;
                edits.Add(new SemanticEdit(SemanticEditKind.Update, oldMethod, newMethod));
            }
        }

        using var metadata = new MemoryStream();
        using var code = new MemoryStream();
        using var symbols = new MemoryStream();
        var result = after.EmitDifference(baseline, edits, _ => false, metadata, code, symbols, cancellationToken);
        var errors = result.Diagnostics.Where(ErrorCount.IsError).ToList();
        // Without success and without an error in source the failure is one of Edit and Continue, not of the program.
        return result.Success || errors.Exists(error => error.Location.IsInSource) ? errors : null;
    }

    private static LoweringBaseline? Emit(CSharpCompilation compilation, CancellationToken cancellationToken)
    {
        using var image = new MemoryStream();
        using var symbols = new MemoryStream();
        var options = new EmitOptions(debugInformationFormat: DebugInformationFormat.PortablePdb);
        if (!compilation.Emit(image, symbols, options: options, cancellationToken: cancellationToken).Success)
            return null;
#pragma warning disable CA2000 // The baseline owns the module and has no Dispose: the image is a managed array, nothing leaks.
        var module = ModuleMetadata.CreateFromImage(image.ToArray());
#pragma warning restore CA2000
        return new LoweringBaseline(compilation, EmitBaseline.CreateInitialBaseline(compilation, module, _ => default, _ => default, hasPortableDebugInformation: true));
    }

    private static CSharpCompilation? WithoutBrokenBodies(CSharpCompilation compilation, CancellationToken cancellationToken)
    {
        // Warnings that are errors elsewhere do not matter here: a stub brings its own.
        var stubbed = compilation.WithOptions(compilation.Options
            .WithGeneralDiagnosticOption(ReportDiagnostic.Default)
            .WithSpecificDiagnosticOptions(ImmutableDictionary<string, ReportDiagnostic>.Empty)
            .WithSyntaxTreeOptionsProvider(null));
        foreach (var group in compilation.GetDiagnostics(cancellationToken).Where(ErrorCount.IsError).GroupBy(error => error.Location.SourceTree))
        {
            if (group.Key is not { } tree)
                return null;
            var root = tree.GetRoot(cancellationToken);
            var members = group.Select(error => BrokenMember(root, error)).ToHashSet();
            if (members.Contains(null))
                return null;
            var replaced = root.ReplaceNodes(members.Select(member => BodyMember.BodyOf(member!)!), (_, body) => Stub(body));
            stubbed = stubbed.ReplaceSyntaxTree(tree, tree.WithRootAndOptions(replaced, tree.Options));
        }

        return stubbed;
    }

    private static SyntaxNode? BrokenMember(SyntaxNode root, Diagnostic error) =>
        root.FindNode(error.Location.SourceSpan, getInnermostNodeForTie: true)
            .AncestorsAndSelf()
            .LastOrDefault(node => BodyMember.BodyOf(node)?.FullSpan.Contains(error.Location.SourceSpan) == true);

    private static SyntaxNode Stub(SyntaxNode body)
    {
        var thrown = SyntaxFactory.PostfixUnaryExpression(SyntaxKind.SuppressNullableWarningExpression, SyntaxFactory.LiteralExpression(SyntaxKind.NullLiteralExpression));
        return body is BlockSyntax
            ? SyntaxFactory.Block(SyntaxFactory.ThrowStatement(thrown).NormalizeWhitespace())
            : SyntaxFactory.ArrowExpressionClause(SyntaxFactory.ThrowExpression(thrown).NormalizeWhitespace());
    }
}
