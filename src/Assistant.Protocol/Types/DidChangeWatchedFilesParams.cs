namespace Assistant.Protocol.Types;

/// <summary><c>workspace/didChangeWatchedFiles</c>.</summary>
/// <param name="Changes">What happened on disk.</param>
public sealed record DidChangeWatchedFilesParams(IReadOnlyList<DidChangeWatchedFilesParams.FileEvent> Changes)
{
    /// <summary>What happened.</summary>
    public IReadOnlyList<FileEvent> Changes { get; } = Listed.WithoutNull(Changes);

    /// <param name="Uri">The file.</param>
    /// <param name="Type">1 created, 2 changed, 3 deleted.</param>
    public sealed record FileEvent(string Uri, int Type);
}
