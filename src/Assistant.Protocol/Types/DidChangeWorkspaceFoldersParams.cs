namespace Assistant.Protocol.Types;

/// <summary><c>workspace/didChangeWorkspaceFolders</c>.</summary>
/// <param name="Event">What came and went.</param>
public sealed record DidChangeWorkspaceFoldersParams(DidChangeWorkspaceFoldersParams.FoldersEvent Event)
{
    /// <param name="Added">Opened now.</param>
    /// <param name="Removed">Open no longer.</param>
    public sealed record FoldersEvent(IReadOnlyList<WorkspaceFolder> Added, IReadOnlyList<WorkspaceFolder> Removed)
    {
        /// <summary>Opened now.</summary>
        public IReadOnlyList<WorkspaceFolder> Added { get; } = Listed.WithoutNull(Added);

        /// <summary>Open no longer.</summary>
        public IReadOnlyList<WorkspaceFolder> Removed { get; } = Listed.WithoutNull(Removed);
    }
}
