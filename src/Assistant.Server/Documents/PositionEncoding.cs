namespace Assistant.Server.Documents;

/// <summary>How a client counts the characters of a line.</summary>
internal enum PositionEncoding
{
    /// <summary>As .NET does; what every client can.</summary>
    Utf16,

    /// <summary>In bytes.</summary>
    Utf8,
}
