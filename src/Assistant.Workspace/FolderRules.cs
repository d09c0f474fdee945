namespace Assistant.Workspace;

/// <summary>Which folders below a project hold what a build makes or a tool keeps, and never its sources.</summary>
internal static class FolderRules
{
    public static bool MayHoldSources(string name) =>
        name is not ("bin" or "obj" or "node_modules") && !name.StartsWith('.');
}
