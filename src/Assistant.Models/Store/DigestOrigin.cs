using System.Text.Json.Serialization;

namespace Assistant.Models.Store;

/// <summary>Who says that a digest is the right one.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DigestOrigin>))]
public enum DigestOrigin
{
    /// <summary>Nobody: it is the one that the file had when it came.</summary>
    AsItCame,

    /// <summary>Whoever the file came from: the server, the program that keeps it, a list beside it.</summary>
    StatedBySource,

    /// <summary>The catalog, or the user.</summary>
    Known,
}
