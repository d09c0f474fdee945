namespace Assistant.Models;

/// <summary>How the host is started and where it is found.</summary>
/// <param name="Program">The program.</param>
/// <param name="Arguments">Its arguments.</param>
/// <param name="Place">Path of its socket, or name of its pipe.</param>
/// <param name="Note">The file in which it says what it is doing.</param>
public sealed record HostLaunch(string Program, IReadOnlyList<string> Arguments, string Place, string Note)
{
    /// <summary>What is listened on for a socket: itself, or on Windows a pipe of the user that is named after it.</summary>
    public static string PlaceOf(string socket) =>
        OperatingSystem.IsWindows() ? $"assistant-{Path.GetFileNameWithoutExtension(socket)}-{Environment.UserName}" : socket;

    /// <summary>The file beside a socket in which its host says what it does.</summary>
    public static string NoteOf(string socket) => Path.ChangeExtension(socket, ".note");
}
