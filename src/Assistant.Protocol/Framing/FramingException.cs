namespace Assistant.Protocol.Framing;

/// <summary>A header that cannot be understood. Where the next message begins is not known, so the connection is at its end.</summary>
/// <param name="message">What was wrong, for people.</param>
public sealed class FramingException(string message) : Exception(message);
