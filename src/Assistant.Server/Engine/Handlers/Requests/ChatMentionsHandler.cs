using System.Text.Json;
using Assistant.Protocol.Messages;
using Assistant.Protocol.Types;
using Assistant.Server.Engine.Chat;
using Assistant.Server.Messaging;

namespace Assistant.Server.Engine.Handlers.Requests;

/// <summary>Tells what may be mentioned in a question.</summary>
internal sealed class ChatMentionsHandler(ChatRoom room) : ISnapshotHandler
{
    public string Method => Methods.ChatMentions;

    public async Task<Answer> AnswerAsync(EngineState state, JsonElement parameters, CancellationToken cancellationToken) =>
        Parameters.Read(parameters, ProtocolJson.Default.ChatMentionsParams) is { } asked
            ? Answer.Of(await room.MentionsAsync(asked.Query, cancellationToken), ProtocolJson.Default.ChatMentions)
            : Answer.Failed(ErrorCode.InvalidParams, "the parameters are not those of assistant/chat/mentions: {\"query\"}");
}
