using System.Text.Json;
using Assistant.Protocol.Types;
using Assistant.Server.Documents;
using Assistant.Server.Messaging;

namespace Assistant.Server.Engine.Handlers.Notifications;

/// <summary>The text of an open document changes.</summary>
internal sealed class DidChangeHandler(PositionEncoding encoding) : IMutatingHandler
{
    public string Method => Methods.DidChange;

    public EngineState Apply(EngineState state, JsonElement parameters) =>
        Parameters.Read(parameters, ProtocolJson.Default.DidChangeParams) is { } changed && state.Documents.TryGetValue(changed.TextDocument.Uri, out var text)
            ? state with { Documents = state.Documents.SetItem(text.Uri, text.With(changed.TextDocument.Version, changed.ContentChanges, encoding)) }
            : state;
}
