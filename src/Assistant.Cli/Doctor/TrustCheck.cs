using Assistant.Cli.Output;

namespace Assistant.Cli.Doctor;

/// <summary>Whether code of the folder may run.</summary>
internal sealed class TrustCheck(Workplace workplace) : ICheck
{
    public string What => "trust";

    public Task<IReadOnlyList<Finding>> LookAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<Finding>>(workplace.Target switch
    {
        null => [],
        { Root: var root } when workplace.IsTrusted => [Finding.Good(What, $"{root} is trusted")],
        { Root: var root, Path: var path } => [Finding.Warning(
            What,
            $"{root} is not trusted: nothing of it runs, and nothing there is repaired (--trust says it for one run; without it you are asked, and the answer is kept)",
            ShellText.Of(["assistant", "fix", path, "--trust"]))],
    });
}
