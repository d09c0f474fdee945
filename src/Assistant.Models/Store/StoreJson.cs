using System.Text.Json.Serialization;

namespace Assistant.Models.Store;

/// <summary>The JSON of the store's own files.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(PinFile))]
internal sealed partial class StoreJson : JsonSerializerContext;
