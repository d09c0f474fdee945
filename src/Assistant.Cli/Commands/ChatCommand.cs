using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Assistant.Cli.Chats;
using Assistant.Cli.Opening;
using Assistant.Cli.Output;
using Assistant.Core.Chat;
using Assistant.Core.Snapshots;
using Assistant.Core.Verification;
using Assistant.Platform;
using Assistant.Server.Chat;
using Assistant.Server.Models;
using Assistant.Workspace;

namespace Assistant.Cli.Commands;

/// <summary><c>assistant chat</c>: answers questions about a solution; code in an answer is compiled in it before it is shown.</summary>
internal sealed class ChatCommand(WorkspaceOpening opening, StandardStreams streams)
{
    /// <summary>What it is called; it hears Ctrl+C itself.</summary>
    public const string Verb = "chat";

    private const string Help =
        "#file:path, #problems, #Type and #Type.Member name what a question is about.\n"
        + "/apply 1 shows what block [1] changes and writes it · /undo takes that back · /show 1 shows the code of a rejected block\n"
        + "/new begins another conversation · /quit ends · Ctrl+C stops an answer";

    public static Command Create(UserFolders folders, WorkspaceOpening opening, StandardStreams streams)
    {
        var command = new Command(Verb, "Answers questions about a solution; code in an answer is compiled in it before you see it.");
        var open = OpenArguments.AddTo(command);
        var question = new Argument<string?>("question") { Description = "One question; without it a conversation begins.", Arity = ArgumentArity.ZeroOrOne };
        command.Arguments.Add(question);
        var at = new Option<string?>("--at") { Description = "The code that the question is about: a line of a member.", HelpName = "path:line" };
        var goOn = new Option<bool>("--continue") { Description = "Go on with the last conversation about this solution." };
        var models = TierArguments.AddTo(command);
        var tier = new Option<string>("--tier") { Description = "Who may answer.", DefaultValueFactory = _ => "auto" };
        tier.AcceptOnlyFromAmong("small", "large", "auto");
        var format = new Option<string>("--format") { Description = "For people or for programs; json needs a question.", DefaultValueFactory = _ => "text" };
        format.AcceptOnlyFromAmong("text", "json");
        foreach (var option in new Option[] { at, goOn, tier, format })
            command.Options.Add(option);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var tiers = models.Read(parsed, folders, parsed.GetValue(tier)!, streams.Note);
            if (tiers.IsEmpty)
                throw new WorkspaceException("no model is configured, and only models answer questions: see what fits this machine with `assistant models recommend`, or name one with --small http://127.0.0.1:8080#model or in settings.json");
            var request = new Request(open.Read(parsed), parsed.GetValue(question)?.Trim(), parsed.GetValue(at), parsed.GetValue(goOn), parsed.GetValue(format) == "json");
            if (request is { AsJson: true, Question: null or "" })
                throw new WorkspaceException("--format json is for one question: write it behind the solution");
            using var stop = new AnswerStop(opening.Time, cancellationToken);
            try
            {
                return await new ChatCommand(opening, streams).RunAsync(request, tiers, folders, stop);
            }
            catch (OperationCanceledException)
            {
                // What was written was asked for and said.
                streams.Complain("stopped");
                return ExitCode.CouldNotRun;
            }
        });
        return command;
    }

    private sealed record Request(OpenRequest Open, string? Question, string? At, bool GoesOn, bool AsJson);

    private async Task<int> RunAsync(Request request, TierModels tiers, UserFolders folders, AnswerStop stop)
    {
        using var progress = streams.StartProgress(opening.Time);
        var begun = opening.Time.GetUtcNow();
        var opened = await opening.OpenAsync(request.Open, progress, stop.Ending);
        return await TalkAsync(request, opened, begun, tiers, folders, progress, stop);
    }

    // Apart from opening: what mentions Roslyn is compiled only when Roslyn has been found.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private async Task<int> TalkAsync(Request request, WorkspaceOpening.Opened opened, DateTimeOffset begun, TierModels tiers, UserFolders folders, ProgressLine progress, AnswerStop stop)
    {
        var snapshot = opened.Solution.Snapshot;
        async Task<ImmutableArray<ChatSubject>> AboutIn(Snapshot now, CancellationToken cancellationToken)
        {
            if (request.At is not { } at)
                return [];
            var place = await SourcePlace.FindAsync(now, at, streams.CallerFolder, cancellationToken);
            return [new ChatSubject.Code(place.Document, place.Caret, at)];
        }

        // What is not there is said before anything is asked.
        await AboutIn(snapshot, stop.Ending);
        var text = new ChatText(request.AsJson ? StandardStreams.Nowhere : streams.Styled, progress);
        var chat = new TerminalChat(new Verifier(snapshot), tiers, new ChatStore(folders, snapshot.Root), text, begun, opening.Time);
        progress.Clear();
        if (request.GoesOn && !chat.GoOn())
            text.Say("no conversation about this solution is kept: this is a new one");
        if (request.Question is { Length: > 0 } question)
        {
            var (outcome, turn) = await chat.AskAsync(question, AboutIn, progress, stop.Ending);
            progress.Clear();
            text.Finish();
            if (request.AsJson)
                await streams.Output.WriteLineAsync(JsonSerializer.Serialize(turn, Protocol.Types.ProtocolJson.Default.ChatTurn));
            return outcome switch { ChatOutcome.Answered => ExitCode.Done, ChatOutcome.NoVerifiedProposal => ExitCode.SomethingLeft, _ => ExitCode.CouldNotRun };
        }

        text.Say($"{opened.Name} · code goes to {tiers.Where}");
        text.Say("Ask about your code; /help says what else there is.");
        text.Finish();
        while (await streams.ReadLineAsync("> ", stop.Ending) is { } line)
        {
            if (line.Trim() is "/quit" or "/exit")
                break;
            await TakeAsync(line.Trim(), chat, text, AboutIn, progress, stop);
        }

        return ExitCode.Done;
    }

    private async Task TakeAsync(string line, TerminalChat chat, ChatText text, Func<Snapshot, CancellationToken, Task<ImmutableArray<ChatSubject>>> aboutIn, ProgressLine progress, AnswerStop stop)
    {
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var number = words.Length == 2 && int.TryParse(words[1].Trim('[', ']'), CultureInfo.InvariantCulture, out var read) ? read : 0;
        switch (words)
        {
            case []:
                break;
            case ["/help"]:
                foreach (var one in Help.Split('\n'))
                    text.Say(one);
                break;
            case ["/new"]:
                chat.Begin();
                text.Say("a new conversation");
                break;
            case ["/show", _] when chat.Show(number):
                break;
            case ["/undo"]:
                await TryAsync(async () => text.Say(await chat.UndoAsync(stop.Ending) ? "taken back" : "nothing was written that could be taken back"), text);
                break;
            case ["/apply", _]:
                await TryAsync(() => ApplyAsync(number, chat, text, progress, stop.Ending), text);
                break;
            case [['/', ..], ..]:
                text.Say($"{words[0]} is no command here, or the block it names is not there: /help says what is");
                break;
            default:
                using (var answer = stop.Begin())
                {
                    try
                    {
                        await TryAsync(() => chat.AskAsync(line, aboutIn, progress, answer.Token), text);
                    }
                    catch (OperationCanceledException) when (!stop.Ending.IsCancellationRequested)
                    {
                        text.Ended(ChatOutcome.Cancelled, "stopped");
                    }
                }

                break;
        }

        progress.Clear();
        text.Finish();
    }

    // Nothing is written that was not shown.
    private async Task ApplyAsync(int number, TerminalChat chat, ChatText text, ProgressLine progress, CancellationToken cancellationToken)
    {
        progress.Report("compiling the code in the files as they are now");
        var (changes, reason) = await chat.EditOfAsync(number, cancellationToken);
        progress.Clear();
        if (changes is null)
        {
            text.Say($"{reason}");
            return;
        }

        text.Difference(changes);
        text.Finish();
        var files = changes.Files.Length == 1 ? "1 file" : $"{changes.Files.Length} files";
        if (!await streams.AskAsync($"Write this to {files}?", cancellationToken))
        {
            text.Say("nothing was written");
            return;
        }

        await chat.WriteAsync(changes, cancellationToken);
        text.Say($"wrote {files}; /undo takes it back");
    }

    private static async Task TryAsync(Func<Task> work, ChatText text)
    {
        try
        {
            await work();
        }
        catch (WorkspaceException problem)
        {
            text.Say(problem.Message);
        }
    }
}
