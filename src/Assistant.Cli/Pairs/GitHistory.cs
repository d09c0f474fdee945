using Assistant.Platform;

namespace Assistant.Cli.Pairs;

/// <summary>The history of a folder, as git tells it. It reads and never writes.</summary>
internal sealed class GitHistory
{
    private const char Entry = '\u0001';
    private const char Field = '\u0002';
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    // What a partial clone left at its remote is not fetched: nothing is connected to that the user did not name.
    private static readonly string[] Offline = ["-c", "protocol.allow=never"];

    private static readonly Dictionary<string, string?> Environment = new(StringComparer.Ordinal) { ["GIT_OPTIONAL_LOCKS"] = "0", ["GIT_TERMINAL_PROMPT"] = "0", ["GIT_NO_LAZY_FETCH"] = "1" };

    private readonly string git;
    private readonly string root;

    private GitHistory(string git, string root) => (this.git, this.root) = (git, root);

    /// <param name="Hash">Its name.</param>
    /// <param name="Subject">The first line of its message.</param>
    /// <param name="Paths">Full paths of the files it changed.</param>
    internal sealed record Commit(string Hash, string Subject, IReadOnlyList<string> Paths);

    /// <summary>The history a folder stands in.</summary>
    /// <returns>The history, or why there is none.</returns>
    public static async Task<(GitHistory? History, string? Problem)> OpenAsync(string folder, string? searchPath, CancellationToken cancellationToken)
    {
        if (ProgramPath.Find("git", searchPath) is not { } git)
            return (null, "there is no git on the search path");
        var top = await ChildProcess.RunAsync(git, ["rev-parse", "--show-toplevel"], folder, Environment, Patience, cancellationToken);
        return top.ExitCode == 0 && !top.TimedOut ? (new GitHistory(git, Path.GetFullPath(top.Output.Trim())), null) : (null, $"{folder} has no history that git can read");
    }

    /// <summary>The newest commits that changed C# files, without merges, the newest first.</summary>
    /// <param name="count">How many.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task<IReadOnlyList<Commit>> CommitsAsync(int count, CancellationToken cancellationToken)
    {
        var log = await RunAsync(
            ["-c", "core.quotepath=false", "log", "--no-merges", $"--max-count={count}", "--diff-filter=M", "--no-ext-diff", "--no-renames", "--name-only", $"--format={Entry}%H{Field}%s", "--", "*.cs"], cancellationToken);
        // What is longer than is kept has lost its beginning, and with it the first commits.
        return
        [
            .. (log ?? "").Split(Entry).Skip(1).Select(entry => entry.Split('\n', StringSplitOptions.RemoveEmptyEntries)).Where(lines => lines is [var head, ..] && head.Contains(Field, StringComparison.Ordinal))
                .Select(lines => new Commit(lines[0].Split(Field)[0], lines[0].Split(Field)[1], [.. lines.Skip(1).Select(path => Path.GetFullPath(Path.Combine(root, path)))])),
        ];
    }

    /// <summary>A file as a commit left it and as it was before.</summary>
    /// <returns>Null where there is no such text.</returns>
    public async Task<(string Before, string After)?> TextsAsync(Commit commit, string path, CancellationToken cancellationToken)
    {
        var name = Path.GetRelativePath(root, path).Replace('\\', '/');
        return await RunAsync(["cat-file", "blob", $"{commit.Hash}:{name}"], cancellationToken) is { } after
            && await RunAsync(["cat-file", "blob", $"{commit.Hash}^:{name}"], cancellationToken) is { } before ? (before, after) : null;
    }

    private async Task<string?> RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var result = await ChildProcess.RunAsync(git, [.. Offline, .. arguments], root, Environment, Patience, cancellationToken);
        return result.ExitCode == 0 && !result.TimedOut ? result.Output : null;
    }
}
