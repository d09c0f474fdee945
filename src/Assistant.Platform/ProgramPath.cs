namespace Assistant.Platform;

/// <summary>
/// Where a program is. A bare name is never given to the system: it would look for it in the folder that this process is in before
/// anywhere else, which may be one that somebody else has written.
/// </summary>
public static class ProgramPath
{
    /// <summary>Looks for a program in the folders of a search path, of which those that are relative are left out.</summary>
    /// <param name="name">Its name, without the ending that Windows has.</param>
    /// <param name="searchPath">The variable <c>PATH</c>; null when it is not set.</param>
    /// <returns>Its full path; null when it is in none of them.</returns>
    public static string? Find(string name, string? searchPath) => (searchPath ?? "").Split(Path.PathSeparator)
        .Where(Path.IsPathFullyQualified)
        .Select(folder => Path.Combine(folder, OperatingSystem.IsWindows() ? name + ".exe" : name))
        .FirstOrDefault(File.Exists);
}
