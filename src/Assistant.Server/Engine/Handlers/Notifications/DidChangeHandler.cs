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
        var isOpen = state.Documents.TryGetValue(changed.TextDocument.Uri, out var text);
        var after = (text ?? OpenText.Unknown(changed.TextDocument.Uri)).With(changed.TextDocument.Version, changed.ContentChanges, encoding);
        return isOpen || after.Text is not null ? state with { Documents = state.Documents.SetItem(after.Uri, after) } : state;
    }
}
