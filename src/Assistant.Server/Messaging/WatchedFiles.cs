namespace Assistant.Server.Messaging;

/// <summary>The files of which it is watched whether they change on disk: sources, and what projects are made of.</summary>
internal static class WatchedFiles
{
    /// <summary>Their names, with <c>*</c> for anything.</summary>
    public static readonly IReadOnlyList<string> Names =
    [
        "*.cs", "*.csproj", "*.props", "*.targets", "*.sln", "*.slnx", "*.slnf", "*.razor", "*.cshtml", ".editorconfig", ".globalconfig", "global.json", "project.assets.json",
    ];
}
