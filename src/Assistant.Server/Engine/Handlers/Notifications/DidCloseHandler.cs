using System.Text.Json;
using Assistant.Protocol.Types;
using Assistant.Server.Messaging;

namespace Assistant.Server.Engine.Handlers.Notifications;

/// <summary>A document is open no longer: what is on disk counts.</summary>
internal sealed class DidCloseHandler : IMutatingHandler
{
    public string Method => Methods.DidClose;

    public EngineState Apply(EngineState state, JsonElement parameters) =>
        Parameters.Read(parameters, ProtocolJson.Default.DocumentParams) is { TextDocument.Uri: var uri } && state.Documents.ContainsKey(uri)
            ? state with { Documents = state.Documents.Remove(uri), Findings = state.Findings.Remove(uri) }
            : state;
}
