using System.CommandLine;
using System.Globalization;
using Assistant.Cli.Opening;
using Assistant.Cli.Output;
using Assistant.Models;
using Assistant.Platform;
using Assistant.Workspace;

namespace Assistant.Cli.Commands;

/// <summary><c>assistant debug generate</c>: asks a model the way the assistant does, to see what it says and how long it takes.</summary>
internal static class GenerateCommand
{
    public static Command Create(UserFolders folders, StandardStreams streams)
    {
        var places = new HostPlaces(folders);
        var prompt = new Argument<string>("prompt") { Description = "Text to go on with." };
        var model = new Option<string>("--model") { Description = "Name of the model.", Required = true, HelpName = "name" };
        var server = new Option<string?>("--server") { Description = "Address of a server to ask instead of the host.", HelpName = "url" };
        var keyFile = new Option<string?>("--key-file") { Description = "File with the key or token that the server asks for.", HelpName = "path" };
        var socket = new Option<string?>("--socket") { Description = "The host's socket.", HelpName = "path" };
        var models = new Option<string?>("--models") { Description = "Folder with the models, if the host is started.", HelpName = "folder" };
        var tokens = new Option<int>("--max-tokens") { Description = "At most so many tokens.", DefaultValueFactory = _ => 128, HelpName = "count" };
        var chat = new Option<bool>("--chat") { Description = "The text is what a user says." };
        var suffix = new Option<string?>("--suffix") { Description = "What stands behind the gap that the text ends with.", HelpName = "text" };
        var command = new Command("generate", "Asks a model and prints what it says.") { prompt, model, server, keyFile, socket, models, tokens, chat, suffix };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            if (parsed.GetValue(chat) && parsed.GetValue(suffix) is not null)
                throw new WorkspaceException("--suffix does not go with --chat: a gap is in a text and not in a conversation");
            if (parsed.GetValue(keyFile) is not null && parsed.GetValue(server) is null)
                throw new WorkspaceException("--key-file is for --server: the host on its socket asks for no key");
            var text = parsed.GetValue(prompt)!;
            var query = new ModelQuery(parsed.GetValue(model)!)
            {
                Prompt = parsed.GetValue(chat) ? null : text,
                Messages = parsed.GetValue(chat) ? [new ModelMessage("user", text)] : null,
                Suffix = parsed.GetValue(suffix),
                MaxTokens = parsed.GetValue(tokens),
            };
            if (parsed.GetValue(server) is not { } address)
            {
                using var supervisor = new HostSupervisor(Launch(places, parsed.GetValue(socket), parsed.GetValue(models), streams), TimeProvider.System);
                return await PrintAsync(supervisor.AskAsync(query, cancellationToken), streams);
            }

            if (!Uri.TryCreate(address, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
                throw new WorkspaceException($"'{address}' is no address of a server: type one like http://localhost:8080");
            var key = parsed.GetValue(keyFile) is { } path ? Files.ReadAllText(Path.GetFullPath(path, streams.CallerFolder)).Trim() : null;
            if (key is not null && !ModelServer.IsKey(key))
                throw new WorkspaceException("the file that --key-file names holds more than a key: leave the key alone in it, on one line");
            using var named = ModelServer.At(url, key);
            return await PrintAsync(new ModelClient(named, TimeProvider.System).AskAsync(query, cancellationToken), streams);
        });
        return command;
    }

    private static HostLaunch Launch(HostPlaces places, string? socket, string? models, StandardStreams streams) => HostPlaces.LaunchAt(
        socket is null ? places.Socket : Path.GetFullPath(socket, streams.CallerFolder),
        models is null ? null : Path.GetFullPath(models, streams.CallerFolder));

    private static async Task<int> PrintAsync(IAsyncEnumerable<ModelEvent> events, StandardStreams streams)
    {
        try
        {
            using var progress = streams.StartProgress(TimeProvider.System);
            await foreach (var happened in events)
            {
                switch (happened)
                {
                    case ModelEvent.Progress { Doing: not "generating" } doing:
                        progress.Report(doing.Doing);
                        break;
                    case ModelEvent.Text text:
                        progress.Clear();
                        await streams.Output.WriteAsync(string.Join('\n', text.Value.Split('\n').Select(VisibleText.Of)));
                        break;
                    case ModelEvent.Ended ended:
                        await streams.Output.WriteLineAsync();
                        streams.Note(string.Create(CultureInfo.InvariantCulture, $"{ended.PromptTokens} tokens in, {ended.CachedTokens} of them known, {ended.Tokens} out; {(ended.Reason == "length" ? "cut off" : "to its end")}"));
                        break;
                }
            }

            return ExitCode.Done;
        }
        catch (ModelException failure)
        {
            throw new WorkspaceException(failure.Message);
        }
    }
}
