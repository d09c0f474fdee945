using System.Text.Json;
using Assistant.Protocol.Types;
using Assistant.Server.Documents;
using Assistant.Server.Messaging;

namespace Assistant.Server.Engine.Handlers.Notifications;

/// <summary>A document is open: from now on its text is what the client says.</summary>
internal sealed class DidOpenHandler : IMutatingHandler
{
    public string Method => Methods.DidOpen;

    public EngineState Apply(EngineState state, JsonElement parameters) => Parameters.Read(parameters, ProtocolJson.Default.DidOpenParams) is { } opened
        ? state with { Documents = state.Documents.SetItem(opened.TextDocument.Uri, OpenText.Of(opened.TextDocument)) }
        : state;
}
