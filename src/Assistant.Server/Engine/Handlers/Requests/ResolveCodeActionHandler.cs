using System.Text.Json;
using Assistant.Protocol.Messages;
using Assistant.Protocol.Types;
using Assistant.Server.Documents;
using Assistant.Server.Messaging;

namespace Assistant.Server.Engine.Handlers.Requests;

/// <summary>An action was chosen whose edit a model is to write. It comes back with the edit and what that does for its title, or without one, and then the user is told why.</summary>
internal sealed class ResolveCodeActionHandler(ModelRepairs models, PositionEncoding encoding, ClientProxy client) : ISnapshotHandler
{
    private const int Information = 3;

    public string Method => Methods.ResolveCodeAction;

    public async Task<Answer> AnswerAsync(EngineState state, JsonElement parameters, CancellationToken cancellationToken)
    {
        if (Parameters.Read(parameters, ProtocolJson.Default.CodeAction) is not { } action)
            return Answer.Failed(ErrorCode.InvalidParams, "the parameters are not those of codeAction/resolve");
        // Its edit came with it.
        if (action.Data?.Asked is not { } asked)
            return Answer.Of(action, ProtocolJson.Default.CodeAction);
        var (written, reason) = await client.ShowAsync(action.Title, (progress, token) => models.WriteAsync(asked, encoding, progress, token), cancellationToken);
        if (written is null)
            client.Tell(Methods.ShowMessage, new LogMessageParams(Information, $"Assistant: {reason}."), ProtocolJson.Default.LogMessageParams);
        return Answer.Of(written is null ? action : action with { Title = written.Title, Edit = written.Edit, Data = new Repairs(written.Tier, Count: 1) }, ProtocolJson.Default.CodeAction, asked.Uri);
    }
}
