using System.Collections.Immutable;
using Assistant.Core.Edits;
using Assistant.Core.Snapshots;
using Assistant.Protocol.Types;
using Assistant.Server.Documents;
using Assistant.Server.Engine.Analysis;
using Microsoft.CodeAnalysis.Text;
using Range = Assistant.Protocol.Types.Range;

namespace Assistant.Server.Engine;

/// <summary>Verified edits in the words of the protocol, for the texts they were verified on and no others.</summary>
internal sealed class EditWriter(ClientCapabilities capabilities, PositionEncoding encoding)
{
    private const string Annotation = "assistant";

    private bool KnowsVersions => capabilities.Workspace?.WorkspaceEdit?.DocumentChanges == true;

    /// <summary>Whether the client shows an edit before it is made, and knows for which text it is.</summary>
    public bool KnowsAnnotations => KnowsVersions && capabilities.Workspace?.WorkspaceEdit?.ChangeAnnotationSupport is not null;

    /// <summary>Whether the client makes files.</summary>
    public bool CanCreate => KnowsVersions && capabilities.Workspace?.WorkspaceEdit?.ResourceOperations?.Contains("create") == true;

    /// <summary>Writes edits for the client.</summary>
    /// <param name="label">What they do, for people.</param>
    /// <param name="edits">Against the texts the judge has.</param>
    /// <param name="judge">What verified them.</param>
    /// <param name="state">What is known now.</param>
    /// <param name="isUnseen">Whether the user has not seen what the edits are, and so is asked before they are made, where the client can.</param>
    /// <returns>Null when an open text or a file is another by now, or when the edits do more than the client can.</returns>
    public WorkspaceEdit? Write(string label, IEnumerable<Edit> edits, Judge judge, EngineState state, bool isUnseen = false)
    {
        var snapshot = judge.Verifier.Snapshot;
        var open = judge.Documents.Values.ToLookup(document => DocumentUri.PathOf(document.Uri), StringComparer.Ordinal);
        var files = new List<(string Uri, int? Version, List<TextEdit> Edits, bool IsNew)>();
        foreach (var group in edits.GroupBy(edit => Path.GetFullPath(Path.Combine(snapshot.Root, edit.Path)), StringComparer.Ordinal))
        {
            var document = open[group.Key].FirstOrDefault();
            var isNews = document is null && (state.Documents.Values.Any(opened => DocumentUri.PathOf(opened.Uri) == group.Key)
                || state.DiskChanges.GetValueOrDefault(group.Key) != judge.DiskChanges.GetValueOrDefault(group.Key));
            if (CanCreate && document is null && !isNews && group.ToList() is [CreateFile made])
            {
                files.Add((DocumentUri.Of(group.Key), null, [new TextEdit(new Range(default, default), made.Text)], IsNew: true));
                continue;
            }

            if (group.Any(edit => edit is not ReplaceText) || (document is not null && !ReferenceEquals(state.Documents.GetValueOrDefault(document.Uri), document))
                || isNews
                || LinesOf(snapshot, group.Key, document) is not { } lines)
                return null;
            files.Add((
                document?.Uri ?? DocumentUri.Of(group.Key),
                document?.Version,
                [.. group.Cast<ReplaceText>().Select(edit => new TextEdit(new Range(lines.PositionOf(edit.Start), lines.PositionOf(edit.Start + edit.Length)), edit.NewText))],
                IsNew: false));
        }

        return Of(files, label, isUnseen);
    }

    /// <summary>Writes a change of one open document.</summary>
    /// <param name="label">What it does, for people.</param>
    /// <param name="document">The document; it has a text.</param>
    /// <param name="change">In its text.</param>
    public WorkspaceEdit Write(string label, OpenText document, TextChange change)
    {
        var lines = document.Lines(encoding);
        return Of([(document.Uri, document.Version, [new TextEdit(new Range(lines.PositionOf(change.Span.Start), lines.PositionOf(change.Span.End)), change.NewText ?? "")], false)], label, isUnseen: false);
    }

    private WorkspaceEdit Of(IReadOnlyList<(string Uri, int? Version, List<TextEdit> Edits, bool IsNew)> files, string label, bool isUnseen)
    {
        if (!KnowsVersions)
            return new WorkspaceEdit { Changes = files.ToDictionary(file => file.Uri, file => (IReadOnlyList<TextEdit>)file.Edits, StringComparer.Ordinal) };
        // Changes of several files are the user's to look at one by one.
        var isAnnotated = KnowsAnnotations && (isUnseen || files.Count > 1);
        return new WorkspaceEdit
        {
            DocumentChanges = [.. files.SelectMany(file => Listed(file.IsNew ? WorkspaceEdit.DocumentEdit.Creating(file.Uri) : null, new WorkspaceEdit.DocumentEdit(
                new WorkspaceEdit.DocumentId(file.Uri, file.Version),
                isAnnotated ? [.. file.Edits.Select(edit => edit with { AnnotationId = Annotation })] : file.Edits)))],
            ChangeAnnotations = isAnnotated
                ? new Dictionary<string, WorkspaceEdit.ChangeAnnotation>(StringComparer.Ordinal) { [Annotation] = new(label, NeedsConfirmation: true) }
                : null,
        };
    }

    private static IEnumerable<WorkspaceEdit.DocumentEdit> Listed(params WorkspaceEdit.DocumentEdit?[] edits) => edits.OfType<WorkspaceEdit.DocumentEdit>();

    private TextLines? LinesOf(Snapshot snapshot, string path, OpenText? document)
    {
        if (document?.Text is not null)
            return document.Lines(encoding);
        var id = snapshot.Solution.GetDocumentIdsWithFilePath(path).FirstOrDefault();
        return snapshot.Solution.GetDocument(id) is { } loaded && loaded.TryGetText(out var text) ? new TextLines(text.ToString(), encoding) : null;
    }
}
