using System.Text.Json;
using Assistant.Protocol.Messages;
using Assistant.Protocol.Types;
using Assistant.Server.Engine.Chat;
using Assistant.Server.Messaging;

namespace Assistant.Server.Engine.Handlers.Requests;

/// <summary>Deletes what is kept of a conversation, or of all.</summary>
internal sealed class ChatForgetHandler(ChatRoom room) : ISnapshotHandler
{
    public string Method => Methods.ChatForget;

    public Task<Answer> AnswerAsync(EngineState state, JsonElement parameters, CancellationToken cancellationToken)
    {
        if (Parameters.Read(parameters, ProtocolJson.Default.ChatHistoryParams) is not { } asked)
            return Task.FromResult(Answer.Failed(ErrorCode.InvalidParams, "the parameters are not those of assistant/chat/forget: {\"session\"?}"));
        try
        {
            room.Forget(asked.Session);
            return Task.FromResult(Answer.Nothing());
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return Task.FromResult(Answer.Failed(ErrorCode.RequestFailed, $"it could not be deleted: {failure.Message}"));
        }
    }
}
