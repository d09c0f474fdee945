using System.Text.Json;
using Assistant.Protocol.Types;
using Assistant.Server.Documents;
using Assistant.Server.Messaging;

namespace Assistant.Server.Engine.Handlers.Notifications;

/// <summary>Files changed on disk: sources are read again, and what projects are made of is opened again.</summary>
internal sealed class DidChangeWatchedFilesHandler : IMutatingHandler
{
    // A build writes these by the dozen; a restore writes one, which counts.
    private static readonly string[] OutputFolders = ["obj", "bin"];

    public string Method => Methods.DidChangeWatchedFiles;

    public EngineState Apply(EngineState state, JsonElement parameters)
    {
        if (Parameters.Read(parameters, ProtocolJson.Default.DidChangeWatchedFilesParams) is not { } events)
            return state;
        foreach (var change in events.Changes)
        {
            if (DocumentUri.PathOf(change.Uri) is not { } path)
                continue;
            if (Path.GetFileName(path) == "project.assets.json")
                state = WithProjects(state);
            else if (path.Split(Path.DirectorySeparatorChar).Any(OutputFolders.Contains))
                continue;
            else if (path.EndsWith(".cs", StringComparison.OrdinalIgnoreCase))
                state = state with { DiskChanges = state.DiskChanges.SetItem(path, state.DiskChanges.GetValueOrDefault(path) + 1) };
            else
                state = WithProjects(state);
        }

        return state;
    }

    private static EngineState WithProjects(EngineState state) => state with { ProjectChanges = state.ProjectChanges + 1 };
}
