using System.Text.Json.Serialization;

namespace Assistant.Bench.Engine;

/// <summary>The lines spoken with bench/engine/speed.mjs.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(NodeQuestion))]
[JsonSerializable(typeof(NodeAnswer))]
internal sealed partial class NodeJson : JsonSerializerContext;
