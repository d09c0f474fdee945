using System.Text.Json;
using Assistant.Protocol.Types;
using Assistant.Server.Messaging;

namespace Assistant.Server.Engine.Handlers.Notifications;

/// <summary>A document is open no longer: what is on disk counts.</summary>
internal sealed class DidCloseHandler(DiagnosticsPublisher publisher) : IMutatingHandler
{
    public string Method => Methods.DidClose;

    public EngineState Apply(EngineState state, JsonElement parameters)
    {
        if (Parameters.Read(parameters, ProtocolJson.Default.DocumentParams) is not { TextDocument.Uri: var uri } || !state.Documents.ContainsKey(uri))
            return state;
        publisher.Clear(uri);
        return state with { Documents = state.Documents.Remove(uri), Findings = state.Findings.Remove(uri) };
    }
}
