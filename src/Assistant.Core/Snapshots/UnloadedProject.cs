namespace Assistant.Core.Snapshots;

/// <summary>A project, or one target framework of it, that could not be opened. The others stay usable.</summary>
/// <param name="ProjectFile">Full path of the project file.</param>
/// <param name="TargetFramework">The framework that failed, or null when the whole project did.</param>
/// <param name="Reason">One line for people: what is wrong and what to do next.</param>
public sealed record UnloadedProject(string ProjectFile, string? TargetFramework, string Reason)
{
    /// <summary>Name for messages: the project file's name without extension, with the framework when only that failed.</summary>
    public string Name => TargetFramework is null
        ? Path.GetFileNameWithoutExtension(ProjectFile)
        : $"{Path.GetFileNameWithoutExtension(ProjectFile)} ({TargetFramework})";
}
