namespace Assistant.Platform;

/// <summary>A file no longer holds what a change of it was made from. Nothing was written.</summary>
/// <param name="message">Names the file.</param>
public sealed class FileChangedException(string message) : IOException(message);
