namespace Assistant.Protocol.Types;

/// <summary>What of LSP 3.18 a client can do, as far as anything here depends on it. What is missing it cannot.</summary>
public sealed record ClientCapabilities
{
    /// <summary>Of the protocol as a whole.</summary>
    public GeneralPart? General { get; init; }

    /// <summary>Of its windows.</summary>
    public WindowPart? Window { get; init; }

    /// <summary>Of the opened folders.</summary>
    public WorkspacePart? Workspace { get; init; }

    /// <summary>Of its documents.</summary>
    public TextDocumentPart? TextDocument { get; init; }

    /// <summary>What is no part of the protocol.</summary>
    public ExperimentalPart? Experimental { get; init; }

    /// <param name="CodeAction">Of the actions in them.</param>
    public sealed record TextDocumentPart(CodeActionPart? CodeAction = null);

    /// <param name="DataSupport">Whether it gives back what an action carries.</param>
    /// <param name="ResolveSupport">What of an action may come when it is chosen.</param>
    public sealed record CodeActionPart(bool? DataSupport = null, ResolvePart? ResolveSupport = null);

    /// <param name="Properties">Names of an action's parts.</param>
    public sealed record ResolvePart(IReadOnlyList<string>? Properties = null);

    /// <param name="AssistantStatus">Whether it shows <c>assistant/status</c>, so that what is wrong is not shown as a message too.</param>
    public sealed record ExperimentalPart(bool? AssistantStatus = null);

    /// <param name="PositionEncodings">How it can count characters, what it likes best first.</param>
    public sealed record GeneralPart(IReadOnlyList<string>? PositionEncodings = null);

    /// <param name="WorkDoneProgress">Whether it shows progress that the server begins.</param>
    public sealed record WindowPart(bool? WorkDoneProgress = null);

    /// <param name="ApplyEdit">Whether the server may ask for an edit.</param>
    /// <param name="WorkspaceEdit">What edits it understands.</param>
    /// <param name="DidChangeWatchedFiles">Whether it watches files for the server.</param>
    public sealed record WorkspacePart(bool? ApplyEdit = null, WorkspaceEditPart? WorkspaceEdit = null, DynamicPart? DidChangeWatchedFiles = null);

    /// <param name="DocumentChanges">Whether edits may name the version they are for.</param>
    /// <param name="ChangeAnnotationSupport">There when edits may be asked about one by one.</param>
    /// <param name="ResourceOperations">What may be done to whole files: <c>create</c>, <c>rename</c>, <c>delete</c>.</param>
    public sealed record WorkspaceEditPart(bool? DocumentChanges = null, AnnotationPart? ChangeAnnotationSupport = null, IReadOnlyList<string>? ResourceOperations = null);

    /// <summary>Being there is what it says.</summary>
    public sealed record AnnotationPart;

    /// <param name="DynamicRegistration">Whether the server may ask for it while it runs.</param>
    public sealed record DynamicPart(bool? DynamicRegistration = null);
}
