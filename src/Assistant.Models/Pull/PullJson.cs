using System.Text.Json.Serialization;

namespace Assistant.Models.Pull;

/// <summary>The JSON beside a file that is being pulled.</summary>
[JsonSerializable(typeof(PartNote))]
internal sealed partial class PullJson : JsonSerializerContext;
