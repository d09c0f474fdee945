using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Assistant.Platform;

/// <summary>
/// Standard input and output taken away from everybody else in this process: afterwards what native or managed code prints
/// goes to standard error, and what it reads is empty, so that only its owner speaks on the pipes.
/// </summary>
public static partial class ProtocolStreams
{
    private const int WindowsInput = -10;
    private const int WindowsOutput = -11;
    private const int InputDescriptor = 0;
    private const int OutputDescriptor = 1;
    private const int ErrorDescriptor = 2;
    private const int ReadOnly = 0;
    private const int DuplicateCloseOnExec = 1030;

    /// <summary>Takes both. On Windows the descriptors stay as they are: there only the console's own writers are moved, by whoever holds it.</summary>
    /// <exception cref="IOException">A descriptor is not open.</exception>
    public static (Stream Input, Stream Output) Take()
    {
#pragma warning disable CA2000 // Both live as long as the process.
        if (OperatingSystem.IsWindows())
            return (new BlockingStream(Open(WindowsHandle(WindowsInput), FileAccess.Read)), Open(WindowsHandle(WindowsOutput), FileAccess.Write));
        var input = Checked(Copy(InputDescriptor));
        var output = Checked(Copy(OutputDescriptor));
        var nothing = Checked(OpenFile("/dev/null", ReadOnly));
        Checked(Replace(nothing, InputDescriptor));
        Checked(Replace(ErrorDescriptor, OutputDescriptor));
        return (new BlockingStream(Open(input, FileAccess.Read)), Open(output, FileAccess.Write));
#pragma warning restore CA2000
    }

    /// <summary>
    /// Does something while what native code prints goes to standard error. On Windows, and where a descriptor is not open,
    /// it goes where it goes.
    /// </summary>
    public static void WithoutOutput(Action work)
    {
        if (OperatingSystem.IsWindows() || Copy(OutputDescriptor) is var kept && kept < 0)
        {
            work();
            return;
        }

        _ = Replace(ErrorDescriptor, OutputDescriptor);
        try
        {
            work();
        }
        finally
        {
            // What is still in the C library's buffer goes where it was printed to.
            _ = Flush(0);
            _ = Replace(kept, OutputDescriptor);
            _ = Close(kept);
        }
    }

    /// <summary>Makes standard input empty, and lets everything that is printed go nowhere.</summary>
    internal static void Silence()
    {
        const int readAndWrite = 2;
        var nothing = Checked(OpenFile("/dev/null", readAndWrite));
        foreach (var descriptor in new[] { InputDescriptor, OutputDescriptor, ErrorDescriptor })
            Checked(Replace(nothing, descriptor));
    }

#pragma warning disable CA2000 // The handles live as long as the process.
    private static FileStream Open(nint descriptor, FileAccess access) => new(new SafeFileHandle(descriptor, ownsHandle: true), access, bufferSize: 0);
#pragma warning restore CA2000

    // A copy that no child of this process inherits: it would keep the pipe open. (Where the call with a varying number of
    // arguments is passed differently, as on macOS, the plain copy has to do.)
    private static int Copy(int descriptor) => OperatingSystem.IsLinux() ? Control(descriptor, DuplicateCloseOnExec, 0) : Duplicate(descriptor);

    private static int Checked(int result) => result >= 0 ? result : throw new IOException("standard input and output must both be open");

    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    [LibraryImport("libc", EntryPoint = "fcntl")]
    private static partial int Control(int descriptor, int command, int argument);

    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    [LibraryImport("libc", EntryPoint = "dup")]
    private static partial int Duplicate(int descriptor);

    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    [LibraryImport("libc", EntryPoint = "dup2")]
    private static partial int Replace(int descriptor, int by);

    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);

    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    [LibraryImport("libc", EntryPoint = "fflush")]
    private static partial int Flush(nint stream);

    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int OpenFile(string path, int flags);

    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    [LibraryImport("kernel32", EntryPoint = "GetStdHandle")]
    private static partial nint WindowsHandle(int which);
}
