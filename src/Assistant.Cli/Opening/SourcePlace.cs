using System.Globalization;
using Assistant.Core.Snapshots;
using Assistant.Workspace;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Assistant.Cli.Opening;

/// <summary>A place that the command line names as <c>path:line</c>.</summary>
/// <param name="Document">The document; of the first target framework that compiles it.</param>
/// <param name="Caret">Where the line's first letter stands; UTF-16 units.</param>
internal sealed record SourcePlace(Document Document, TextSpan Caret)
{
    /// <summary>Finds it.</summary>
    /// <param name="snapshot">Where.</param>
    /// <param name="at">What was typed.</param>
    /// <param name="callerFolder">What a path is relative to; one that is not there is looked for in the solution's folder.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="WorkspaceException">There is no such place.</exception>
    public static async Task<SourcePlace> FindAsync(Snapshot snapshot, string at, string callerFolder, CancellationToken cancellationToken)
    {
        var colon = at.LastIndexOf(':');
        if (colon < 1 || !int.TryParse(at.AsSpan(colon + 1), CultureInfo.InvariantCulture, out var line))
            throw new WorkspaceException($"--at takes path:line, like src/Order.cs:42, not '{at}'");
        var document = new[] { callerFolder, snapshot.Root }
            .SelectMany(folder => snapshot.Solution.GetDocumentIdsWithFilePath(Path.GetFullPath(Path.Combine(folder, at[..colon]))))
            .Select(snapshot.Solution.GetDocument).FirstOrDefault(found => found is not null)
            ?? throw new WorkspaceException($"{at[..colon]} is in no loaded project: name a C# file of the solution");
        var text = await document.GetTextAsync(cancellationToken);
        if (line < 1 || line > text.Lines.Count)
            throw new WorkspaceException($"{at[..colon]} has {text.Lines.Count} lines and no line {line}");
        var span = text.Lines[line - 1].Span;
        return new SourcePlace(document, new TextSpan(span.Start + text.ToString(span).TakeWhile(char.IsWhiteSpace).Count(), 0));
    }
}
