using System.Text.Json;
using Assistant.Protocol.Messages;
using Assistant.Protocol.Types;
using Assistant.Server.Engine.Chat;
using Assistant.Server.Messaging;

namespace Assistant.Server.Engine.Handlers.Requests;

/// <summary>Gives the edit of a block of an answer, for the texts as they are now.</summary>
internal sealed class ChatApplyHandler(ChatRoom room) : ISnapshotHandler
{
    public string Method => Methods.ChatApply;

    public async Task<Answer> AnswerAsync(EngineState state, JsonElement parameters, CancellationToken cancellationToken) =>
        Parameters.Read(parameters, ProtocolJson.Default.ChatApplyParams) is { } asked
            ? Answer.Of(await room.ApplyAsync(asked.EditId, cancellationToken), ProtocolJson.Default.ChatApply)
            : Answer.Failed(ErrorCode.InvalidParams, "the parameters are not those of assistant/chat/apply: {\"editId\"}");
}
