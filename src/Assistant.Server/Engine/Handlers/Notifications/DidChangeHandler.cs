using System.Text.Json;
using Assistant.Protocol.Types;
using Assistant.Server.Documents;
using Assistant.Server.Messaging;

namespace Assistant.Server.Engine.Handlers.Notifications;

/// <summary>The text of an open document changes.</summary>
internal sealed class DidChangeHandler(PositionEncoding encoding) : IMutatingHandler
{
    public string Method => Methods.DidChange;

    public EngineState Apply(EngineState state, JsonElement parameters)
    {
        if (Parameters.Read(parameters, ProtocolJson.Default.DidChangeParams) is not { } changed)
            return state;
        // One that the front could not hand over because its text was not known is known again with a whole text.
        var text = state.Documents.GetValueOrDefault(changed.TextDocument.Uri) ?? OpenText.Unknown(changed.TextDocument.Uri);
        return state with { Documents = state.Documents.SetItem(text.Uri, text.With(changed.TextDocument.Version, changed.ContentChanges, encoding)) };
    }
}
