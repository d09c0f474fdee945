using System.Xml;
using System.Xml.Linq;
using Assistant.Platform;

namespace Assistant.Workspace.Projects;

/// <summary>What the text of a project file says without MSBuild.</summary>
internal static class ProjectText
{
    private static readonly XmlReaderSettings Settings = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };

    /// <summary>Why the project cannot be opened, or null when nothing speaks against it.</summary>
    public static string? ReasonAgainst(string project)
    {
        try
        {
            using var stream = Files.OpenRead(project);
            using var reader = XmlReader.Create(stream, Settings);
            var root = XDocument.Load(reader).Root!;
            if (!string.Equals(root.Name.LocalName, "Project", StringComparison.Ordinal))
                return $"it is no project file: its root element is <{root.Name.LocalName}>, not <Project>";
            return IsSdkStyle(root) ? null : "it is an old-style project (.NET Framework): only SDK-style projects are opened, convert it so that it begins with <Project Sdk=\"Microsoft.NET.Sdk\">";
        }
        catch (XmlException exception)
        {
            return $"its XML is broken at line {exception.LineNumber}: {FirstSentence(exception.Message)}";
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return $"it cannot be read: {exception.Message}";
        }
    }

    // A project without an Sdk may still get one from a file it imports, but the old style always imports these targets itself.
    private static bool IsSdkStyle(XElement root)
    {
        if (root.Attribute("Sdk") is not null)
            return true;
        var elements = root.Elements().ToList();
        if (elements.Any(element => element.Name.LocalName is "Sdk" || (element.Name.LocalName is "Import" && element.Attribute("Sdk") is not null)))
            return true;
        return !elements.Any(IsOldImport) && root.Attribute("ToolsVersion") is null && elements.Any(element => element.Name.LocalName is "Import");
    }

    private static bool IsOldImport(XElement element) =>
        element.Name.LocalName is "Import"
        && element.Attribute("Project") is { } project
        && project.Value.EndsWith("Microsoft.CSharp.targets", StringComparison.OrdinalIgnoreCase);

    private static string FirstSentence(string message)
    {
        var end = message.IndexOf(". ", StringComparison.Ordinal);
        return end < 0 ? message : message[..end];
    }
}
