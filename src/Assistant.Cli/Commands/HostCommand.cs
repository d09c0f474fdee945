using System.CommandLine;
using System.Globalization;
using Assistant.Cli.LocalModels;
using Assistant.Cli.Opening;
using Assistant.Cli.Output;
using Assistant.ModelHost.Endpoint;
using Assistant.ModelHost.Generation;
using Assistant.Models;
using Assistant.Models.Store;
using Assistant.Platform;

namespace Assistant.Cli.Commands;

/// <summary><c>assistant host</c>: local models in one process that every editor window and command shares.</summary>
internal static class HostCommand
{
    public const string Verb = "host";

    /// <summary>How long it may take to end: evaluated prompts of gigabytes are stored. Nobody is served meanwhile.</summary>
    public static readonly TimeSpan StoppingTime = TimeSpan.FromSeconds(30);

    public static Command Create(UserFolders folders, StandardStreams streams)
    {
        var places = new HostPlaces(folders);
        var models = new Option<string?>("--models") { Description = $"Folder whose files *.gguf are the models. By default those that are pinned in {places.Models}, see assistant models.", HelpName = "folder" };
        var context = new Option<int>("--context") { Description = "Tokens that all requests to a model together may hold.", HelpName = "tokens", DefaultValueFactory = _ => HostOptions.UsualContext };
        var threads = new Option<int>("--threads") { Description = "At most so many threads compute. By default as many as there are free cores.", HelpName = "count" };
        var port = new Option<int?>("--port") { Description = "Listen on this port of 127.0.0.1 as well; requests must show the token that is printed. 0 takes a free port.", HelpName = "port" };
        var socket = new Option<string?>("--socket") { Description = $"The Unix socket to listen on. By default {places.Socket}.", HelpName = "path" };
        var unload = new Option<double>("--unload-after") { Description = "Minutes without a request after which a model leaves memory.", HelpName = "minutes", DefaultValueFactory = _ => 10 };
        var end = new Option<double>("--end-after") { Description = "Minutes after the last connection was closed after which the host ends.", HelpName = "minutes", DefaultValueFactory = _ => 5 };
        var library = new Option<string?>("--library") { Description = "Folder with llama.cpp, such as one for a graphics card. By default the one for processors that comes along.", HelpName = "folder" };
        var asStored = new Option<bool>("--no-repack") { Description = "Leave weights as the file has them. Where memory allows it they are copied into the order this processor likes, which reads prompts about twice as fast." };
        var forget = new Option<bool>("--forget") { Description = "Store nothing of prompts on disk. They are stored so that a prompt need not be read again when its model is loaded again." };
        var detached = new Option<bool>("--detached") { Description = "Leave the terminal as soon as it listens.", Hidden = true };
        InRange(context, 256, HostOptions.LargestContext);
        InRange(threads, 0, 1024);
        InRange(port, 0, 65535);
        InRange(unload, 0.01, 10_000);
        InRange(end, 0.01, 10_000);
        var command = new Command(Verb, "Runs local models for this user's editors and commands, and ends some minutes after the last of them. Listens on a Unix socket.")
        {
            models, context, threads, port, socket, unload, end, library, asStored, forget, detached,
        };
        command.SetAction((parsed, cancellationToken) =>
        {
            var place = parsed.GetValue(socket) is { } named ? Path.GetFullPath(named, streams.CallerFolder) : places.Socket;
            var options = new HostOptions(
                new AdaptedModels(parsed.GetValue(models) is { } folder ? new FolderModels(Path.GetFullPath(folder, streams.CallerFolder)) : new StoreModels(new ModelStore(places.Models)), folders),
                parsed.GetValue(forget) ? null : places.Prompts,
                HostLaunch.NoteOf(place),
                parsed.GetValue(context),
                parsed.GetValue(threads),
                TimeSpan.FromMinutes(parsed.GetValue(unload)))
            {
                Repack = !parsed.GetValue(asStored),
            };
            var listening = new EndpointOptions(
                HostLaunch.PlaceOf(place),
                parsed.GetValue(port),
                TimeSpan.FromMinutes(parsed.GetValue(end)));
            var folderOfLibrary = parsed.GetValue(library) is { } other ? Path.GetFullPath(other, streams.CallerFolder) : HostPlaces.Library;
            // Started by a client that found none, or without a wish: any host will do.
            var isPlain = parsed.GetValue(detached) || parsed.Tokens.Count == 1;
            return RunAsync(folderOfLibrary, options, listening, isPlain, parsed.GetValue(detached), streams, cancellationToken);
        });
        return command;
    }

    private static async Task<int> RunAsync(string library, HostOptions options, EndpointOptions listening, bool isPlain, bool detached, StandardStreams streams, CancellationToken cancellationToken)
    {
        // The parser can wait for what it is told to end only when it has got hold of it, and starting waits for nothing.
        await Task.Yield();
        ThisProcess.Bound(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes);
        await using var generator = HostGenerator.Start(library, options, TimeProvider.System);
        HostStart start;
        try
        {
            start = await HostEndpoint.StartAsync(generator, listening, TimeProvider.System, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Told to end before it had begun: that is no failure.
            return ExitCode.Done;
        }

        switch (start)
        {
            case HostStart.AlreadyRunning running:
                // Whoever asks for something of it must know that he does not get it.
                var end = HostNote.Read(options.Note) is { } note ? string.Create(CultureInfo.InvariantCulture, $"kill {note.ProcessId}") : "end its process";
                streams.Note($"{running.Message}, with the options it was started with; to start another one end it first: {end}");
                return isPlain ? ExitCode.Done : ExitCode.CouldNotRun;
            case HostStart.Refused refused:
                streams.Complain(refused.Message);
                return ExitCode.CouldNotRun;
        }

        await using var endpoint = ((HostStart.Started)start).Endpoint;
        generator.Announce();
        streams.Note($"{generator.Engine}, {string.Join(", ", generator.Devices.Distinct())}");
        if (generator.MissesItsCard)
            streams.Note("no graphics card is used: none was found, or its libraries are missing (for CUDA libcuda.so.1, libcudart.so.13 and libcublas.so.13, for Vulkan libvulkan.so.1)");
        streams.Note(generator.Models.Count == 0 ? $"no models in {options.Models.Place}: {options.Models.Advice}" : $"models: {string.Join(", ", generator.Models)}");
        streams.Note($"listening on {listening.Place}");
        if (endpoint.Token is { } token)
            streams.Note($"listening on {endpoint.Address}; requests need the header  Authorization: Bearer {token}");
        if (detached)
            ThisProcess.LeaveTerminal();
        // Whoever tells it to end waits for its end: nothing of that runs on their thread.
        var told = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using (cancellationToken.Register(told.SetResult))
            await Task.WhenAny(endpoint.Idle, told.Task);
        streams.Note(endpoint.Idle.IsCompleted
            ? string.Create(CultureInfo.InvariantCulture, $"nobody has been connected for {listening.IdleTime.TotalMinutes:0.##} minutes: the host ends")
            : "the host ends");
        return ExitCode.Done;
    }

    private static void InRange<T>(Option<T> option, double least, double most) => option.Validators.Add(result =>
    {
        // Read here as the parser reads it, which fails where it is no number.
        var isNumber = result.Tokens is [var token] && double.TryParse(token.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            && value >= least && value <= most && (typeof(T) == typeof(double) || double.IsInteger(value));
        if (!isNumber && !result.Implicit)
            result.AddError(string.Create(CultureInfo.InvariantCulture, $"{option.Name} must be a {(typeof(T) == typeof(double) ? "" : "whole ")}number from {least} to {most}"));
    });
}
