using System.CommandLine;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Assistant.Cli.Input;
using Assistant.Cli.Opening;
using Assistant.Cli.Output;
using Assistant.Core.Completion;
using Assistant.Core.Verification;
using Microsoft.CodeAnalysis.Text;

namespace Assistant.Cli.Commands;

/// <summary><c>assistant debug complete</c>: carets in, what would be shown there out, one JSON object a line.</summary>
internal sealed class CompleteCommand(WorkspaceOpening opening, StandardStreams streams)
{
    private const int LongestLineMebibytes = 32;

    public static Command Create(WorkspaceOpening opening, StandardStreams streams)
    {
        var command = new Command("complete", "Says what is completed at a caret: {\"id\",\"path\",\"offset\",\"text\"?} a line in, the items out.");
        var open = OpenArguments.AddTo(command);
        var queries = new Option<string>("--queries") { Description = "Carets as JSON lines: a file, or - for standard input.", Required = true };
        command.Options.Add(queries);
        command.SetAction((parsed, cancellationToken) => new CompleteCommand(opening, streams).RunAsync(open.Read(parsed), parsed.GetRequiredValue(queries), cancellationToken));
        return command;
    }

    private async Task<int> RunAsync(OpenRequest request, string queries, CancellationToken cancellationToken)
    {
        await using var source = streams.OpenLines(queries, "--queries");
        var lines = new LineReader(source, LongestLineMebibytes << 20);
        using var progress = streams.StartProgress(opening.Time);
        var opened = await opening.OpenAsync(request, progress, cancellationToken);
        opening.NoteUnloaded(opened);
        return await AnswerAsync(lines, opened, progress, cancellationToken);
    }

    // Apart from opening: what mentions Roslyn is compiled only when Roslyn has been found.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private async Task<int> AnswerAsync(LineReader lines, WorkspaceOpening.Opened opened, ProgressLine progress, CancellationToken cancellationToken)
    {
        var snapshot = opened.Solution.Snapshot;
        progress.Report("Counting the solution's code");
        var completer = new Completer(await UsageIndex.CreateAsync(snapshot.Solution, cancellationToken), new CompletionTally());
        var verifier = new Verifier(snapshot);
        var allRight = true;
        for (var number = 1; await lines.ReadAsync(cancellationToken) is { } line; number++)
        {
            if (line.IsBlank)
                continue;
            progress.Places.Report($"completing at caret {number}");
            var started = opening.Time.GetTimestamp();
            var (asked, problem) = line.IsTooLong ? (null, $"the line is longer than {LongestLineMebibytes} MiB") : CaretReader.Read(line.Bytes);
            var items = new List<AnswerJson.CompletedItem>();
            if (asked is null)
                problem = $"line {number}: {problem}";
            else
                (items, problem) = await CompleteAsync(completer, verifier, asked, cancellationToken);
            progress.Clear();
            allRight &= problem is null;
            var answer = new AnswerJson.Completed(asked?.Id, items, problem, (long)opening.Time.GetElapsedTime(started).TotalMilliseconds);
            await streams.Output.WriteLineAsync(JsonSerializer.Serialize(answer, AnswerContext.Readable.Completed).AsMemory(), cancellationToken);
        }

        return allRight ? ExitCode.Done : ExitCode.SomethingLeft;
    }

    private static async Task<(List<AnswerJson.CompletedItem> Items, string? Problem)> CompleteAsync(Completer completer, Verifier verifier, AskedCaret asked, CancellationToken cancellationToken)
    {
        var files = await verifier.FilesAsync(Path.GetFullPath(Path.Combine(verifier.Snapshot.Root, asked.Path)), cancellationToken);
        if (files.IsEmpty)
            return ([], $"{asked.Path} is in no loaded project");
        var text = asked.Text is { } given ? SourceText.From(given) : files[0].Text;
        if (!Completer.CanRead(text.ToString()))
            return ([], null);
        if (asked.Offset < 0 || asked.Offset > text.Length)
            return ([], $"the offset {asked.Offset} is not in {asked.Path}, which has {text.Length} characters");
        var query = new CompletionQuery([.. files.Select(file => file.With(text))], asked.Offset, IsInvoked: true);
        return ([.. completer.Complete(query, _ => false, cancellationToken).Select(item => new AnswerJson.CompletedItem(item.Text, "repository", Verified: true, item.Using))], null);
    }
}
