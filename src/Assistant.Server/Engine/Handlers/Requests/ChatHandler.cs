using System.Text.Json;
using Assistant.Protocol.Messages;
using Assistant.Protocol.Types;
using Assistant.Protocol.Types.Chat;
using Assistant.Server.Chat;
using Assistant.Server.Engine.Chat;
using Assistant.Server.Messaging;

namespace Assistant.Server.Engine.Handlers.Requests;

/// <summary>Answers a question. Its parts go ahead of the answer, under the token that the client chose.</summary>
internal sealed class ChatHandler(ChatRoom room, ClientProxy client) : ISnapshotHandler
{
    public string Method => Methods.Chat;

    public async Task<Answer> AnswerAsync(EngineState state, JsonElement parameters, CancellationToken cancellationToken)
    {
        if (Parameters.Read(parameters, ProtocolJson.Default.ChatParams) is not { } asked || string.IsNullOrWhiteSpace(asked.Text))
            return Answer.Failed(ErrorCode.InvalidParams, "the parameters are not those of assistant/chat: {\"session\",\"text\",\"attachments\",\"partialResultToken\"}");
        if (!ChatStore.IsName(asked.Session))
            return Answer.Failed(ErrorCode.InvalidParams, "a session is called by up to 64 letters, digits and -");
        var isTold = asked.PartialResultToken.ValueKind is JsonValueKind.String or JsonValueKind.Number;
        void Tell(ChatPart part)
        {
            if (isTold)
                client.Tell(Methods.Progress, new ChatProgress(asked.PartialResultToken, part), ProtocolJson.Default.ChatProgress);
        }

        return Answer.Of(await room.AskAsync(asked, Tell, cancellationToken), ProtocolJson.Default.ChatResult);
    }
}
