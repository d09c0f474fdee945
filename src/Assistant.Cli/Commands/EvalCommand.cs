using System.Collections.Immutable;
using System.CommandLine;
using System.Runtime.CompilerServices;
using System.Text;
using Assistant.Cli.Cascades;
using Assistant.Cli.Evaluation;
using Assistant.Cli.Opening;
using Assistant.Cli.Output;
using Assistant.Core.Proposing.Models;
using Assistant.Platform;
using Assistant.Server.Models;
using Assistant.Workspace;
using Spectre.Console;

namespace Assistant.Cli.Commands;

/// <summary><c>assistant debug eval</c>: how well the configured models do on the user's own code.</summary>
/// <param name="opening">Opens it.</param>
/// <param name="streams">Where the table goes.</param>
/// <param name="commandLine">What was typed, for the page.</param>
internal sealed class EvalCommand(WorkspaceOpening opening, StandardStreams streams, string commandLine)
{
    private const int MostTasks = 10_000;

    // After so many tasks to which nobody said anything nobody is going to.
    private const int MostSilent = 3;

    public static Command Create(UserFolders folders, WorkspaceOpening opening, StandardStreams streams, string commandLine)
    {
        var command = new Command("eval", "Puts slips into your own code, in memory, asks the configured models to mend them, and says how many they did.");
        var open = OpenArguments.AddTo(command);
        var models = TierArguments.AddTo(command);
        var compared = new Option<string[]>("--models") { Description = "Models to compare, each by itself, in the place of the configured ones: addresses like http://127.0.0.1:8080#model, or host#model.", HelpName = "url[#model]", AllowMultipleArgumentsPerToken = true };
        var tasks = new Option<int>("--tasks") { Description = "How many slips, of each kind in turn.", DefaultValueFactory = _ => 20 };
        var seed = new Option<int>("--seed") { Description = "Which slips: the same seed makes the same ones.", DefaultValueFactory = _ => 1 };
        var page = new Option<string?>("--html") { Description = "Write the table and each task as a page, too.", HelpName = "file" };
        tasks.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > MostTasks)
                result.AddError($"--tasks takes a number from 1 to {MostTasks}");
        });
        foreach (var option in new Option[] { compared, tasks, seed, page })
            command.Options.Add(option);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var asked = new Asked(parsed.GetValue(compared) is { Length: > 0 } named ? [.. named.Select(text => TierArguments.One(folders, text))] : [models.Read(parsed, folders, "auto", streams.Note)]);
            if (asked.Models[0].IsEmpty)
                throw new WorkspaceException("no model is configured: name one with --models http://127.0.0.1:8080#model or in settings.json");
            var request = new Request(parsed.GetValue(tasks), parsed.GetValue(seed), asked, parsed.GetValue(page) is { } path ? Path.GetFullPath(path, streams.CallerFolder) : null);
            // Known before minutes are spent.
            if (Path.GetDirectoryName(request.Page) is { } folder && !Files.FolderExists(folder))
                throw new WorkspaceException($"{folder} does not exist: --html takes a file in a folder that does");
            using var progress = streams.StartProgress(opening.Time);
            var opened = await opening.OpenAsync(open.Read(parsed), progress, cancellationToken);
            return await new EvalCommand(opening, streams, commandLine).RunAsync(opened, request, progress, cancellationToken);
        });
        return command;
    }

    private sealed record Request(int Tasks, int Seed, Asked Asked, string? Page);

    private sealed record Asked(ImmutableArray<TierModels> Models) : IDisposable
    {
        /// <summary>Each by itself, and all tiers as they work together, with what that is called.</summary>
        public IEnumerable<(ImmutableArray<ModelTier> Tiers, string Name, string ModelNames)> All()
        {
            foreach (var models in Models)
            {
                var tiers = models.Tiers;
                foreach (var some in tiers.Select(tier => ImmutableArray.Create(tier)).Concat(tiers.Length > 1 ? [tiers] : []))
                {
                    var names = string.Join(", ", some.Select(tier => models.ModelNameOf(tier.Name)));
                    yield return (some, Models.Length > 1 ? names : string.Join(", ", some.Select(tier => tier.Name)), names);
                }
            }
        }

        public void Dispose()
        {
            foreach (var models in Models)
                models.Dispose();
        }
    }

    // Apart from opening: what mentions Roslyn is compiled only when Roslyn has been found.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private async Task<int> RunAsync(WorkspaceOpening.Opened opened, Request request, ProgressLine progress, CancellationToken cancellationToken)
    {
        var snapshot = opened.Solution.Snapshot;
        var verifier = await SoundVerifier.OfAsync(snapshot, progress, cancellationToken);
        var tasks = await new CascadeTasks(snapshot, verifier, request.Seed).DrawAsync(request.Tasks, progress.Places, cancellationToken);
        if (tasks.Count == 0)
            throw new WorkspaceException($"no slip can be put into the code of {opened.Name}: it has too little of it");
        var rows = new List<EvaluationRow>();
        foreach (var (asked, name, modelNames) in request.Asked.All())
        {
            var done = new List<EvaluatedTask>();
            foreach (var task in tasks)
            {
                progress.Report($"{name}: {done.Count + 1} of {tasks.Count}, {task.Kind}");
                done.Add(await AskAsync(asked, task, cancellationToken));
                if (done.Count == Math.Min(MostSilent, tasks.Count) && done.TrueForAll(one => one.Outcome.Tries.All(tried => tried.Answer.Length == 0)))
                    throw new WorkspaceException($"nobody answers ({name}): {done[^1].Outcome.Tries[^1].Reason}");
            }

            rows.Add(new EvaluationRow(name, modelNames, done));
        }

        progress.Clear();
        // Two or three columns, however narrow the terminal.
        var table = new Table().Border(TableBorder.None).AddColumns(["", .. rows.Select(row => row.Asked)]);
        foreach (var (head, at) in EvaluationRow.Heads.Select((head, at) => (head, at)))
            table.AddRow([new Text(head), .. rows.Select(row => new Text(string.Join('\n', row.Cells[at].Split('\n').Select(VisibleText.Of))))]);
        streams.Styled.Write(table);
        if (request.Page is { } path)
        {
            await AtomicFile.WriteAsync(path, Encoding.UTF8.GetBytes(EvaluationPage.Of(opened.Name, AddressText.In(commandLine), rows)), cancellationToken);
            streams.Note($"written to {path}");
        }

        streams.Note($"{tasks.Count} slips that do not compile, seed {request.Seed}; the rules were not asked; code went to {string.Join(", ", request.Asked.Models.Select(models => models.WentTo).Distinct(StringComparer.Ordinal))}");
        return ExitCode.Done;
    }

    private async Task<EvaluatedTask> AskAsync(ImmutableArray<ModelTier> tiers, CascadeTask task, CancellationToken cancellationToken)
    {
        var started = opening.Time.GetTimestamp();
        var target = task.Asked.Diagnostics[0];
        var outcome = await new Cascade(tiers, opening.Time).RunAsync(task.Asked, Judge.OfRepair(task.Verifier, target), new Progress<string>(), cancellationToken);
        var isAsItWas = outcome.Taken?.Candidate is { Files: [{ After: { } after }] } && MemberTokens.AreSameFiles(after, await task.Right.GetTextAsync(cancellationToken));
        var reported = task.Verifier.Report(target, task.Verifier.Snapshot.BuildOf(task.Right.Project.Id));
        return new EvaluatedTask(task.Kind, $"{reported.Path}:{reported.Line}", $"{reported.Id} {reported.Message}", outcome, isAsItWas, opening.Time.GetElapsedTime(started));
    }
}
