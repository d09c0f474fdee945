using System.Collections.Immutable;
using Assistant.Core.Completion;
using Assistant.Core.Context;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Assistant.Core.Proposing.Models;

/// <summary>
/// Looks at an answer while it is written. Each time a statement is complete, what there is of the member is closed and bound in
/// the place of the member: an error there that nothing to come can take away ends the answer, and its remaining tokens are
/// saved. It looks at what the answer wrote and at what was not said of the text before; where it does not know, it waits.
/// </summary>
/// <param name="task">What is asked for.</param>
/// <param name="place">What the model writes anew.</param>
/// <param name="reader">Reads answers for the place.</param>
/// <param name="imported">Namespaces that files of the solution import.</param>
internal sealed class UnfinishedAnswer(ContextTask task, EditPlace place, AnswerReader reader, ImmutableArray<string> imported)
{
    // A name that is not known yet may be declared below, and a type may be imported above. These are of what another type has.
    private static readonly string[] Certain = ["CS0117", "CS1061", "CS1501", "CS1503", "CS7036"];

    // The code up to which all is well.
    private int seen;

    // What the compiler says of the text before, wherever that is.
    private HashSet<(string Id, string Message)>? known;

    /// <summary>The first error that stays, or null.</summary>
    /// <param name="answer">What has come so far.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<Diagnostic?> ErrorAsync(string answer, CancellationToken cancellationToken)
    {
        if (AnswerCode.In(answer) is not [.., var code] || Closed(code) is not { } closed || closed.Length <= seen)
            return null;
        seen = closed.Length;
        var read = reader.Read(closed, isCutOff: false);
        if (read.Changes.IsEmpty)
            return null;
        var text = await task.Document.GetTextAsync(cancellationToken);
        known ??= [.. (await task.Document.GetSemanticModelAsync(cancellationToken))!.GetDiagnostics(cancellationToken: cancellationToken).Select(error => (error.Id, error.GetMessage()))];
        var model = await task.Document.WithText(text.WithChanges(read.Changes)).GetSemanticModelAsync(cancellationToken);
        var written = TextSpan.FromBounds(read.Changes.Min(change => change.Span.Start), read.Changes.Max(change => change.Span.End) + read.Changes.Sum(change => change.NewText!.Length - change.Span.Length));
        return model!.GetDiagnostics(written, cancellationToken).FirstOrDefault(error => error.Severity == DiagnosticSeverity.Error && Certain.Contains(error.Id)
            && written.Contains(error.Location.SourceSpan) && !known.Contains((error.Id, error.GetMessage())) && IsOfAnother(error, model, read.Usings, cancellationToken));
    }

    // Whole statements, with the braces closed that are open; null where there is none yet, and in the middle of a call, of which half is another one.
    private static string? Closed(string code)
    {
        var end = code.LastIndexOfAny([';', '}', '{']) + 1;
        if (end == 0 || AnswerCode.Refusal(code, code) is not null)
            return null;
        var whole = code[..end];
        if (SyntaxFactory.ParseTokens(whole).Sum(token => Depth(token.Kind())) > 0)
            return null;
        var open = AnswerLayout.BracesAt(CSharpSyntaxTree.ParseText(whole).GetRoot(), whole.Length);
        return open > 0 ? whole + string.Concat(Enumerable.Repeat("\n}", open)) : null;
    }

    private static int Depth(SyntaxKind kind) => kind switch
    {
        SyntaxKind.OpenParenToken or SyntaxKind.OpenBracketToken => 1,
        SyntaxKind.CloseParenToken or SyntaxKind.CloseBracketToken => -1,
        _ => 0,
    };

    // The type whose member is missing or called wrongly is one that this answer cannot change, and no using brings it an extension.
    private bool IsOfAnother(Diagnostic error, SemanticModel model, ImmutableArray<string> usings, CancellationToken cancellationToken)
    {
        var node = error.Location.SourceTree!.GetRoot(cancellationToken).FindNode(error.Location.SourceSpan, getInnermostNodeForTie: true);
        var type = node.FirstAncestorOrSelf<MemberAccessExpressionSyntax>() is { } access && access.Name.Span.IntersectsWith(error.Location.SourceSpan)
            ? model.GetTypeInfo(access.Expression, cancellationToken).Type ?? model.GetSymbolInfo(access.Expression, cancellationToken).Symbol as ITypeSymbol
            : node.FirstAncestorOrSelf<ArgumentSyntax>()?.Parent?.Parent is { } call ? model.GetSymbolInfo(call, cancellationToken).CandidateSymbols.FirstOrDefault()?.ContainingType : null;
        return type is { TypeKind: not (TypeKind.Error or TypeKind.Dynamic or TypeKind.TypeParameter) }
            && !type.DeclaringSyntaxReferences.Any(declared => declared.SyntaxTree.FilePath == place.Document.FilePath)
            && Imports.For(error, model.Compilation, usings) is null && Imports.For(error, model.Compilation, imported) is null;
    }
}
