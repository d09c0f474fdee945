using Microsoft.Win32.SafeHandles;

namespace Assistant.Platform;

/// <summary>
/// Standard output when it is a pipe. The runtime's own stream says nothing when the reader has gone, so that a program
/// whose input never ends would work on for nobody.
/// </summary>
public static class StandardPipe
{
    private const int OutputDescriptor = 1;
    private const int BrokenPipe = 32;

    /// <summary>The pipe, or null when standard output is a file, which is written with an offset that standard error may share, or on Windows.</summary>
    public static Stream? TryOpenOutput()
    {
        if (OperatingSystem.IsWindows())
            return null;
        try
        {
#pragma warning disable CA2000 // The handle owns nothing: the descriptor lives as long as the process.
            var stream = new FileStream(new SafeFileHandle(OutputDescriptor, ownsHandle: false), FileAccess.Write, bufferSize: 0);
#pragma warning restore CA2000
            if (!stream.CanSeek)
                return stream;
            stream.Dispose();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            // Closed or of a kind that cannot be written so: the runtime's own stream copes.
        }

        return null;
    }

    /// <summary>Whether a write failed because nobody reads any more.</summary>
    public static bool IsBroken(Exception failure) => failure is IOException { HResult: BrokenPipe };
}
