namespace Assistant.Platform;

/// <summary>A change of several files stopped halfway and could not be undone: some are new, some are old.</summary>
/// <param name="message">Why it stopped, and where the old content of each file that is not as it was is kept.</param>
/// <param name="cause">What stopped it.</param>
public sealed class UndoException(string message, Exception cause) : IOException(message, cause);
