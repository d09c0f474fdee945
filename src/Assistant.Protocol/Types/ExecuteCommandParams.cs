using System.Text.Json;

namespace Assistant.Protocol.Types;

/// <summary><c>workspace/executeCommand</c>.</summary>
/// <param name="Command">Its name.</param>
/// <param name="Arguments">What the command takes.</param>
public sealed record ExecuteCommandParams(string Command, IReadOnlyList<JsonElement>? Arguments = null);
