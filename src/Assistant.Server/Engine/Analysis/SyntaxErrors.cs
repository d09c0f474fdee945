using Assistant.Core.Edits;
using Assistant.Server.Documents;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Assistant.Server.Engine.Analysis;

/// <summary>What the parser alone says of a document: all that can be known without a solution, or before the user trusts it.</summary>
internal static class SyntaxErrors
{
    /// <returns>Null for what is no C# or cannot be parsed safely.</returns>
    public static DocumentFindings? In(OpenText document, CancellationToken cancellationToken)
    {
        if (document.Text is not { } text || DocumentUri.PathOf(document.Uri) is not { } path || !path.EndsWith(".cs", StringComparison.OrdinalIgnoreCase) || Nesting.IsTooDeep(text))
            return null;
        var tree = CSharpSyntaxTree.ParseText(text, CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Preview), path, cancellationToken: cancellationToken);
        var nowhere = DocumentId.CreateNewId(ProjectId.CreateNewId());
        return new DocumentFindings(document, null, [.. tree.GetDiagnostics(cancellationToken).Select(error => new Finding(error, error.Location.SourceSpan, nowhere))]);
    }
}
