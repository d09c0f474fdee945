namespace Assistant.Protocol.Types;

/// <summary>Changes of documents, all or none. It has either of its first two members, as the client understands.</summary>
public sealed record WorkspaceEdit
{
    /// <summary>For clients that know no versions: edits by document.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<TextEdit>>? Changes { get; init; }

    /// <summary>Edits, each for a version of its document.</summary>
    public IReadOnlyList<DocumentEdit>? DocumentChanges { get; init; }

    /// <summary>What the client may ask the user before it applies the edits that name it.</summary>
    public IReadOnlyDictionary<string, ChangeAnnotation>? ChangeAnnotations { get; init; }

    /// <param name="TextDocument">The document and the version the edits are for.</param>
    /// <param name="Edits">They stand on one text and do not overlap.</param>
    public sealed record DocumentEdit(DocumentId TextDocument, IReadOnlyList<TextEdit> Edits);

    /// <param name="Uri">Where it is.</param>
    /// <param name="Version">Null for what is on disk; written even then, as the protocol asks.</param>
    public sealed record DocumentId(
        string Uri, [property: System.Text.Json.Serialization.JsonIgnore(Condition = System.Text.Json.Serialization.JsonIgnoreCondition.Never)] int? Version);

    /// <param name="Label">For people.</param>
    /// <param name="NeedsConfirmation">Whether the user is to be asked.</param>
    public sealed record ChangeAnnotation(string Label, bool NeedsConfirmation);
}
