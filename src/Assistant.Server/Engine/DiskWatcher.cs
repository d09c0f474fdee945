using System.IO.Enumeration;
using System.Text.Json;
using Assistant.Platform;
using Assistant.Protocol.Messages;
using Assistant.Protocol.Types;
using Assistant.Server.Documents;
using Assistant.Server.Messaging;

namespace Assistant.Server.Engine;

/// <summary>
/// Watches files in place of a client that does not, and tells the loop of changes in the client's words. It may miss some,
/// as clients may: where the system says so, everything is looked at again.
/// </summary>
/// <param name="client">Told when it cannot be watched.</param>
/// <param name="post">Hands the loop something to deal with; called from any thread.</param>
internal sealed class DiskWatcher(ClientProxy client, Action<EngineEvent> post) : IDisposable
{
    private const int Created = 1;
    private const int Changed = 2;
    private const int Deleted = 3;

    // What nobody holds stops watching.
    private FileSystemWatcher? watcher;

    /// <summary>Begins to watch a folder and all below it, which takes time where there is much.</summary>
    /// <param name="folder">Full path.</param>
    public Task WatchAsync(string folder) => Task.Run(() => Watch(folder));

    public void Dispose() => watcher?.Dispose();

    private void Watch(string folder)
    {
        try
        {
            watcher = new FileSystemWatcher(folder) { IncludeSubdirectories = true, NotifyFilter = NotifyFilters.FileName | NotifyFilters.DirectoryName | NotifyFilters.LastWrite };
            watcher.Created += (_, change) => Appeared(change.FullPath);
            watcher.Changed += (_, change) => Tell([change.FullPath], Changed);
            watcher.Deleted += (_, change) => Tell([change.FullPath], Deleted);
            watcher.Renamed += (_, change) =>
            {
                Tell([change.OldFullPath], Deleted);
                Appeared(change.FullPath);
            };
            watcher.Error += (_, _) => post(new EngineEvent.Learned(state => state with { ProjectChanges = state.ProjectChanges + 1 }));
            watcher.EnableRaisingEvents = true;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException)
        {
            const int Warning = 2;
            var said = $"Assistant: {folder} cannot be watched ({failure.Message}): after changes outside of the editor, run the command {Methods.RestartCommand}";
            client.Tell(Methods.ShowMessage, new LogMessageParams(Warning, said), ProtocolJson.Default.LogMessageParams);
        }
    }

    // A folder that is moved here brings its files without a word of each.
    private void Appeared(string path)
    {
        try
        {
            Tell(Files.FolderExists(path) ? Files.Below(path, _ => true) : [path], Created);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // Gone again, or not ours to read: then it is no source either.
        }
    }

    private void Tell(IEnumerable<string> paths, int kind)
    {
        DidChangeWatchedFilesParams.FileEvent[] changes =
            [.. paths.Where(path => WatchedFiles.Names.Any(name => FileSystemName.MatchesSimpleExpression(name, Path.GetFileName(path)))).Select(path => new DidChangeWatchedFilesParams.FileEvent(DocumentUri.Of(path), kind))];
        if (changes.Length > 0)
            post(new EngineEvent.Told(new Message.Notification(Methods.DidChangeWatchedFiles, JsonSerializer.SerializeToElement(new DidChangeWatchedFilesParams(changes), ProtocolJson.Default.DidChangeWatchedFilesParams))));
    }
}
