using System.Text.Json;

namespace Assistant.Protocol.Types;

/// <summary><c>window/workDoneProgress/create</c> and <c>window/workDoneProgress/cancel</c>.</summary>
/// <param name="Token">What the progress is known by, a number or a text.</param>
public sealed record ProgressToken(JsonElement Token);
