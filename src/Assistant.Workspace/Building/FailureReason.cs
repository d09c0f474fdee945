using System.Collections.Immutable;
using Assistant.Core.Snapshots;

namespace Assistant.Workspace.Building;

/// <summary>Says in plain words why a project gave no compiler arguments, and what to do next.</summary>
internal static class FailureReason
{
    public const string NotRestored = "its packages are not restored: run `dotnet restore`";

    private const string NoCompilation = "the build gives its compiler no arguments: it has nothing to compile";

    /// <summary>The reason for one project, or one framework of it.</summary>
    /// <param name="project">Full path.</param>
    /// <param name="framework">The framework that failed, or null for the whole project.</param>
    /// <param name="errors">All errors of the build.</param>
    public static UnloadedProject For(string project, string? framework, ImmutableArray<BuildError> errors)
    {
        var own = errors.Where(error => IsOf(error, project)).ToList();
        if (framework is not null && own.Exists(error => IsFramework(error, framework)))
            own = own.FindAll(error => IsFramework(error, framework));
        // The first error that says what to do beats the first error: one missing pack brings many that follow from it.
        var best = own.Find(error => Known(error) is not null) ?? (own.Count > 0 ? own[0] : null);
        return new UnloadedProject(project, framework, best is null ? NoCompilation : Known(best) ?? Plain(best));
    }

    private static bool IsFramework(BuildError error, string framework) =>
        string.Equals(error.TargetFramework, framework, StringComparison.OrdinalIgnoreCase);

    private static bool IsOf(BuildError error, string project) =>
        string.Equals(error.Project.Length > 0 ? error.Project : error.File, project, StringComparison.Ordinal);

    private static string? Known(BuildError error) => error.Code switch
    {
        "NETSDK1004" or "NETSDK1064" => NotRestored,
        "NETSDK1005" or "NETSDK1047" => "its packages were restored for other frameworks: run `dotnet restore`",
        "MSB3644" or "NETSDK1127" => $"a targeting pack is missing: install it or restrict the frameworks with --property TargetFrameworks=...; {Message(error)}",
        "NETSDK1045" => $"the SDK is too old for its target framework: install a newer .NET SDK; {Message(error)}",
        "NETSDK1139" or "NETSDK1147" or "NETSDK1178" => $"it needs a workload that is not installed: run `dotnet workload restore`; {Message(error)}",
        "NETSDK1013" => $"its target framework is not known: correct TargetFramework; {Message(error)}",
        "MSB4019" => $"a file it imports is missing: {Message(error)}",
        "MSB4025" => $"the XML of {Path.GetFileName(error.File)} is broken{Line(error)}: {Message(error)}",
        "MSB4236" or "MSB4237" or "MSB4276" => $"the SDK it names cannot be found: restore it or correct the project; {Message(error)}",
        ['N', 'U', ..] => $"its packages could not be restored: {Message(error)} ({error.Code})",
        _ => null,
    };

    private static string Plain(BuildError error)
    {
        var file = error.File.Length == 0 ? "" : $" in {Path.GetFileName(error.File)}{Line(error)}";
        return $"the build failed{file}: {Message(error)}{(error.Code.Length == 0 ? "" : $" ({error.Code})")}";
    }

    private static string Line(BuildError error) => error.Line > 0 ? $" at line {error.Line}" : "";

    private static string Message(BuildError error)
    {
        var text = error.Message.Trim().TrimEnd('.');
        return text.Length <= 300 ? text : text[..300] + "...";
    }
}
