using Assistant.Core.Context;
using Assistant.Core.Verification;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Assistant.Core.Proposing.Models;

/// <summary>Makes the task of a diagnostic that is to be repaired.</summary>
public static class RepairTask
{
    /// <summary>The diagnostic with all errors of its member: whoever writes the member anew has to know them all.</summary>
    /// <param name="verifier">Knows the errors.</param>
    /// <param name="document">The document that has it.</param>
    /// <param name="target">The diagnostic, located in a tree of that document.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static async Task<ContextTask> OfAsync(Verifier verifier, Document document, Diagnostic target, CancellationToken cancellationToken)
    {
        var place = target.Location.SourceSpan;
        var root = (await document.GetSyntaxRootAsync(cancellationToken))!;
        var member = root.FindNode(place, getInnermostNodeForTie: true).FirstAncestorOrSelf<MemberDeclarationSyntax>();
        var others = (await verifier.ErrorsAsync(document.Project.Id, cancellationToken))
            .Where(error => member is not null && error.Location.SourceTree?.FilePath == document.FilePath && member.Span.Contains(error.Location.SourceSpan))
            .Where(error => error.Id != target.Id || error.Location.SourceSpan != place)
            .OrderBy(error => error.Location.SourceSpan.Start);
        return new ContextTask(verifier.Snapshot, document, place, [target, .. others], Instruction: null);
    }
}
