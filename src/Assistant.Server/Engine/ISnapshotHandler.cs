using System.Text.Json;

namespace Assistant.Server.Engine;

/// <summary>Answers a request beside others, from what was known when it came or from what is learned later.</summary>
internal interface ISnapshotHandler
{
    /// <summary>The request.</summary>
    public string Method { get; }

    /// <summary>The answer; wrong parameters are an error in it.</summary>
    public Task<Answer> AnswerAsync(EngineState state, JsonElement parameters, CancellationToken cancellationToken);
}
