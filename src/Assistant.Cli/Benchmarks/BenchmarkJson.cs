using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Assistant.Cli.Benchmarks;

/// <summary>What a client says that is in no type.</summary>
[JsonSerializable(typeof(JsonObject))]
internal sealed partial class BenchmarkJson : JsonSerializerContext;
