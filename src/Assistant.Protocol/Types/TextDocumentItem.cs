using System.Text.Json.Serialization;
using Assistant.Protocol.Messages;

namespace Assistant.Protocol.Types;

/// <summary>A document as it was opened.</summary>
/// <param name="Uri">Where it is.</param>
/// <param name="LanguageId">The client's word for its language.</param>
/// <param name="Version">Grows with each change.</param>
/// <param name="Text">All of it.</param>
public sealed record TextDocumentItem(string Uri, string LanguageId, int Version, [property: JsonConverter(typeof(AnyTextConverter))] string Text);
