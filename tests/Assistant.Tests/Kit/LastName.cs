using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;

namespace Assistant.Tests.Kit;

/// <summary>A fix provider for tests of the loop: offers <c>missing</c>, <c>last</c> and <c>lost</c> for a member that is not there.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
internal sealed class LastName : CodeFixProvider
{
    public override ImmutableArray<string> FixableDiagnosticIds => ["CS1061"];

    public override FixAllProvider? GetFixAllProvider() => null;

    public override Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (var name in new[] { "missing", "last", "lost" })
            context.RegisterCodeFix(CodeAction.Create(name, token => ReplaceAsync(context.Document, context.Span, name, token), name), context.Diagnostics);
        return Task.CompletedTask;
    }

    private static async Task<Document> ReplaceAsync(Document document, TextSpan span, string name, CancellationToken cancellationToken) =>
        document.WithText((await document.GetTextAsync(cancellationToken)).WithChanges(new TextChange(span, name)));
}
