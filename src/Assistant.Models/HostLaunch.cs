namespace Assistant.Models;

/// <summary>How the host is started and where it is found.</summary>
/// <param name="Program">The program.</param>
/// <param name="Arguments">Its arguments.</param>
/// <param name="Place">Path of its socket, or name of its pipe.</param>
/// <param name="Note">The file in which it says what it is doing.</param>
public sealed record HostLaunch(string Program, IReadOnlyList<string> Arguments, string Place, string Note);
