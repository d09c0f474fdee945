using System.Text.Json;
using Assistant.Protocol.Messages;
using Assistant.Protocol.Types;
using Assistant.Server.Engine.Chat;
using Assistant.Server.Messaging;

namespace Assistant.Server.Engine.Handlers.Requests;

/// <summary>Tells what is kept of conversations.</summary>
internal sealed class ChatHistoryHandler(ChatRoom room) : ISnapshotHandler
{
    public string Method => Methods.ChatHistory;

    public Task<Answer> AnswerAsync(EngineState state, JsonElement parameters, CancellationToken cancellationToken) => Task.FromResult(
        Parameters.Read(parameters, ProtocolJson.Default.ChatHistoryParams) is { } asked
            ? Answer.Of(room.History(asked.Session), ProtocolJson.Default.ChatHistory)
            : Answer.Failed(ErrorCode.InvalidParams, "the parameters are not those of assistant/chat/history: {\"session\"?}"));
}
