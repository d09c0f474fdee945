namespace Assistant.Server.Documents;

/// <summary>Names of documents as editors write them, and paths.</summary>
internal static class DocumentUri
{
    /// <summary>The full path, or null when it names no file of this machine.</summary>
    public static string? PathOf(string uri)
    {
        if (!Uri.TryCreate(uri, UriKind.Absolute, out var parsed) || !parsed.IsFile || parsed.Host.Length > 0)
            return null;
        var path = parsed.LocalPath;
        // Editors write the colon of a drive as %3A, which leaves a slash in front.
        if (path.Length > 2 && path[0] is '/' or '\\' && path[2] == ':')
            path = path[1..];
        return path.Contains('\0', StringComparison.Ordinal) ? null : Path.GetFullPath(path);
    }

    /// <summary>The name of a file.</summary>
    public static string Of(string fullPath) => new UriBuilder(Uri.UriSchemeFile, "") { Path = fullPath }.Uri.AbsoluteUri;
}
