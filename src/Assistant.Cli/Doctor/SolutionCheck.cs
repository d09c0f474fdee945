using Assistant.Cli.Output;
using Assistant.Platform;
using Assistant.Workspace;

namespace Assistant.Cli.Doctor;

/// <summary>What would be opened, by names alone.</summary>
internal sealed class SolutionCheck(Workplace workplace) : ICheck
{
    private const int MostNames = 5;

    public string What => "solution";

    public Task<IReadOnlyList<Finding>> LookAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<Finding>>([Look()]);

    private Finding Look()
    {
        var below = Files.FolderExists(workplace.Path) && workplace.Target is not { IsSolution: true } ? SolutionSearch.In([workplace.Path]).Where(path => path != workplace.Path).ToList() : [];
        if (workplace.Target is { } target)
        {
            var what = target.IsSolution || target.Projects.Length == 1 ? Path.GetFileName(target.Path) : $"{target.Projects.Length} projects without a solution";
            return below.Count == 0
                ? Finding.Good(What, $"{what} in {target.Root}")
                : Finding.Warning(What, $"{what} in {target.Root}; an editor opens {below[0]}, and commands when it is named", ShellText.Of(["assistant", "doctor", below[0]]));
        }

        return below.Count == 0
            ? Finding.Warning(What, workplace.TargetProblem, "assistant doctor <solution, project or folder>")
            : Finding.Warning(
                What,
                $"several could be opened: {string.Join(", ", below.Take(MostNames).Select(path => Path.GetRelativePath(workplace.Path, path)))}{(below.Count > MostNames ? $" and {below.Count - MostNames} more" : "")}; an editor opens the first unless its settings name another",
                ShellText.Of(["assistant", "doctor", below[0]]));
    }
}
