using System.Text.Json.Serialization;
using Assistant.Protocol.Messages;

namespace Assistant.Protocol.Types;

/// <summary>A change of a document.</summary>
/// <param name="Text">What stands there afterwards.</param>
/// <param name="Range">What is replaced; null for the whole text.</param>
public sealed record ContentChange([property: JsonConverter(typeof(AnyTextConverter))] string Text, Range? Range = null);
