using System.CommandLine;
using Assistant.Cli.LocalModels;
using Assistant.Cli.Output;
using Assistant.Models.Found;
using Assistant.Models.Store;
using Assistant.Platform;
using Spectre.Console;

namespace Assistant.Cli.Commands.Models;

/// <summary><c>assistant models import</c>: takes over files that are on this machine already, without copying them.</summary>
internal sealed class ImportCommand(ModelStore store, StandardStreams streams, Func<FoundModels> search)
{
    private readonly ModelImport import = new(store);

    public static Command Create(UserFolders folders, StandardStreams streams)
    {
        var what = new Argument<string[]>("what") { Description = "A GGUF file, a folder with some, or a name that the list without arguments shows.", Arity = ArgumentArity.ZeroOrMore };
        var name = new Option<string?>("--as") { Description = "What it is called here.", HelpName = "name" };
        var all = new Option<bool>("--all") { Description = "All that the list shows." };
        var command = new Command("import", "Takes over model files that are here already, such as those of Ollama, LM Studio and Hugging Face, which stay where they are. Without arguments it lists them.") { what, name, all };
        command.SetAction((parsed, cancellationToken) =>
        {
            var wanted = parsed.GetValue(name) is not { } text ? null
                : ModelName.TryParse(text) ?? throw new ModelRefusedException($"'{text}' cannot be the name of a model: letters and digits, and . _ - within");
            var search = new Lazy<FoundModels>(() => FoundModels.In(ModelPlaces.Of(Environment.GetEnvironmentVariable, folders.Home)));
            return new ImportCommand(LocalStore.Of(folders), streams, () => search.Value).RunAsync(parsed.GetValue(what) ?? [], parsed.GetValue(all), wanted, cancellationToken);
        });
        return command;
    }

    private async Task<int> RunAsync(IReadOnlyList<string> what, bool all, ModelName? wanted, CancellationToken cancellationToken)
    {
        // Folders are searched and files read: Ctrl+C is heard from here on.
        await Task.Yield();
        if (what.Count == 0 && !all)
            return List(search());
        IReadOnlyList<FoundModel> chosen = [.. (all ? search().Models : []).Concat(what.SelectMany(Named)).DistinctBy(model => model.Path)];
        if (chosen.Count == 0)
            throw new ModelRefusedException("no model of another program was found here: name a GGUF file, or a folder with some");
        if (wanted is not null && chosen.Count > 1)
            throw new ModelRefusedException($"--as names one model, and these are {chosen.Count}: {Names(chosen)}");
        var refused = 0;
        foreach (var model in chosen)
        {
            try
            {
                await TakeAsync(model, wanted, cancellationToken);
            }
            catch (Exception failure) when (chosen.Count > 1 && failure is ModelRefusedException or IOException or UnauthorizedAccessException)
            {
                // One that is not taken is no reason against the others.
                refused++;
                streams.Complain($"{model.Name}: {failure.Message}");
            }
        }

        return refused == 0 ? ExitCode.Done : ExitCode.SomethingLeft;
    }

    private async Task TakeAsync(FoundModel model, ModelName? wanted, CancellationToken cancellationToken)
    {
        if (import.Known(model) is { } known && (wanted is null || known.Name == wanted))
        {
            await streams.Output.WriteLineAsync(known.Name.Text);
            streams.Note($"{model.Path} is taken over already, as {known.Name}");
            return;
        }

        ModelName name;
        ModelPin pin;
        using (var line = new TransferLine(streams, model.Name, TimeProvider.System) { Total = model.Length })
            (name, pin) = await import.TakeAsync(model, wanted, opened => Check(model, opened), line, cancellationToken);
        await streams.Output.WriteLineAsync(name.Text);
        streams.Note($"{model.Path}, {ByteText.Of(model.Length)}, stays where it is; {(pin.Origin == DigestOrigin.AsItCame ? "its SHA-256 as it is now is pinned" : "its SHA-256 is the one that is stated for it")}: {pin.Digest}");
    }

    private static void Check(FoundModel model, Stream opened)
    {
        try
        {
            LocalStore.Check(opened);
        }
        catch (ModelRefusedException refused)
        {
            throw new ModelRefusedException($"{model.Path} is not taken: {refused.Message}", refused);
        }
    }

    private IReadOnlyList<FoundModel> Named(string argument)
    {
        var path = Path.GetFullPath(argument, streams.CallerFolder);
        if (Files.Exists(path) || Files.FolderExists(path))
        {
            var there = FoundModels.At(path);
            if (there.Models.Count > 0 || there.LeftOut.Count > 1)
                NoteLeftOut(there);
            return there.Models.Count > 0 ? there.Models : throw new ModelRefusedException(Files.FolderExists(path)
                ? $"{path} has no GGUF file that can be taken over"
                : $"{path} cannot be taken over: {Words(there.LeftOut[0].Reason)}");
        }

        // Ollama's own word for a model of which nothing more is said.
        var named = search().Models.Where(model => new[] { argument, argument + ":latest" }.Contains(model.Name, StringComparer.OrdinalIgnoreCase)).ToList();
        return named.Count switch
        {
            1 => named,
            0 => throw new ModelRefusedException($"'{argument}' is no file, no folder, and none of the models of other programs here{(search().Models is { Count: > 0 } some ? $": {Names(some)}" : "")}"),
            _ => throw new ModelRefusedException($"several are called '{argument}', name one of the files: {string.Join(", ", named.Select(model => model.Path))}"),
        };
    }

    private int List(FoundModels found)
    {
        if (found.Models.Count == 0)
        {
            streams.Note("no models of Ollama, LM Studio, Hugging Face or llama.cpp were found: name a GGUF file, or a folder with some (assistant models import <file>)");
            NoteLeftOut(found);
            return ExitCode.Done;
        }

        var table = new Table().Border(TableBorder.None).AddColumns("model", "size", "of", "here");
        table.Columns[1].RightAligned();
        foreach (var model in found.Models)
            table.AddRow([.. new[] { model.Name, ByteText.Of(model.Length), model.Program, import.Known(model) is { } known ? $"as {known.Name}" : "" }.Select(cell => new Text(VisibleText.Of(cell)))]);
        streams.Styled.Write(table);
        NoteLeftOut(found);
        if (found.Models.FirstOrDefault(model => import.Known(model) is null) is { } next)
            streams.Note($"to take one over: {ShellText.Of(["assistant", "models", "import", next.Name])}; all of them: assistant models import --all");
        return ExitCode.Done;
    }

    private void NoteLeftOut(FoundModels found)
    {
        foreach (var reason in found.LeftOut.GroupBy(one => one.Reason).OrderBy(group => group.Key))
            streams.Note($"left out ({Words(reason.Key)}): {(reason.Count() == 1 ? reason.First().Path : $"{reason.Count()} files, such as {reason.First().Path}")}");
    }

    private static string Words(LeftOutReason reason) => reason switch
    {
        LeftOutReason.Projector => "it reads pictures and is no model by itself",
        LeftOutReason.Part => "it is a part of a model; put the parts together first (llama-gguf-split --merge)",
        LeftOutReason.NotGguf => "it is no GGUF file",
        _ => "it cannot be read, or its description is damaged",
    };

    private static string Names(IEnumerable<FoundModel> models)
    {
        const int most = 8;
        var names = models.Select(model => model.Name).ToList();
        return string.Join(", ", names.Take(most)) + (names.Count > most ? $" and {names.Count - most} more" : "");
    }
}
