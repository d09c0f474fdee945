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

    /// <summary>Edits of a document, or a file that is made: as the protocol has it, one list holds both.</summary>
    /// <param name="TextDocument">The document and the version the edits are for; null where a file is made.</param>
    /// <param name="Edits">They stand on one text and do not overlap; null where a file is made.</param>
    /// <param name="Kind"><c>create</c> where a file is made; null for edits.</param>
    /// <param name="Uri">The file that is made; null for edits.</param>
    public sealed record DocumentEdit(DocumentId? TextDocument, IReadOnlyList<TextEdit>? Edits, string? Kind = null, string? Uri = null)
    {
        /// <summary>What makes an empty file, if there is none.</summary>
        public static DocumentEdit Creating(string uri) => new(null, null, "create", uri);
    }

    /// <param name="Uri">Where it is.</param>
    /// <param name="Version">Null for what is on disk; written even then, as the protocol asks.</param>
    public sealed record DocumentId(
        string Uri, [property: System.Text.Json.Serialization.JsonIgnore(Condition = System.Text.Json.Serialization.JsonIgnoreCondition.Never)] int? Version);

    /// <param name="Label">For people.</param>
    /// <param name="NeedsConfirmation">Whether the user is to be asked.</param>
    public sealed record ChangeAnnotation(string Label, bool NeedsConfirmation);
}
