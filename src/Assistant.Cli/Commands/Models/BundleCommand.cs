using System.CommandLine;
using Assistant.Cli.LocalModels;
using Assistant.Cli.Output;
using Assistant.Models.Bundles;
using Assistant.Models.Catalog;
using Assistant.Models.Store;
using Assistant.Platform;

namespace Assistant.Cli.Commands.Models;

/// <summary><c>assistant models bundle</c>: one file with this program, its library and models, for a machine without network.</summary>
internal static class BundleCommand
{
    private const string Program = "assistant/";
    private const string Weights = "models/";

    // What only developers of the assistant need.
    private static readonly string[] Spare = [".pdb", ".xml"];

    public static Command Create(UserFolders folders, StandardStreams streams)
    {
        var file = new Argument<string>("file") { Description = "The tar to make." };
        var names = new Option<string[]>("--model") { Description = "A model that goes into it; may be repeated. By default all that are ready.", HelpName = "name" };
        var command = new Command("bundle", $"Makes one file with this program for {BundleText.Platform}, its llama.cpp, models and their digests, for a machine without network.") { file, names };
        command.SetAction((parsed, cancellationToken) =>
        {
            var store = LocalStore.Of(folders);
            return RunAsync(Path.GetFullPath(parsed.GetValue(file)!, streams.CallerFolder), Chosen(store, parsed.GetValue(names) ?? [], streams), streams, cancellationToken);
        });
        return command;
    }

    private static async Task<int> RunAsync(string path, IReadOnlyList<StoredModel> models, StandardStreams streams, CancellationToken cancellationToken)
    {
        await Task.Yield();
        var folder = Path.GetDirectoryName(path);
        if (folder is null || !Files.FolderExists(folder))
            throw new ModelRefusedException($"the folder of {path} does not exist");
        if (Files.Exists(path) || Files.FolderExists(path))
            throw new ModelRefusedException($"{path} is there already: name another file, or delete it");
        List<BundleFile> files = [.. OwnFiles(), .. models.Select(model => new BundleFile(Weights + model.Name + ModelStore.Ending, model.Path, model.Length, model.Pin!.Digest))];
        var length = ModelBundle.Length(files);
        if (Files.FreeSpace(folder) is var free && free < length)
            throw new ModelRefusedException($"it takes {ByteText.Of(length)} and {ByteText.Of(free)} are free in {folder}: name a file on another disk");
        using (var line = new TransferLine(streams, Path.GetFileName(path), TimeProvider.System) { Total = files.Sum(file => file.Length), Doing = "writing" })
            await ModelBundle.WriteAsync(path, BundleText.ReadMe(models, ModelCatalog.Load()), files, line, cancellationToken);
        await streams.Output.WriteLineAsync(VisibleText.Of(path));
        streams.Note($"for {BundleText.Platform}, {ByteText.Of(Files.Length(path))}, with {string.Join(", ", models.Select(model => model.Name))}; on the other machine, in an empty folder: tar -xf {ShellText.Of([Path.GetFileName(path)])}, then see README.txt");
        return ExitCode.Done;
    }

    private static IReadOnlyList<StoredModel> Chosen(ModelStore store, string[] names, StandardStreams streams)
    {
        // What is not ready is a reason to stop where it was named, and a note where it was not.
        List<StoredModel> models = names.Length > 0 ? [.. names.Select(name => LocalStore.Get(store, name)).DistinctBy(model => model.Name)] : [.. store.List()];
        foreach (var model in models.Where(model => Obstacle(model) is not null))
        {
            if (names.Length > 0)
                throw new ModelRefusedException(Obstacle(model)!);
            streams.Note($"left out: {Obstacle(model)}");
        }

        models = [.. models.Where(model => Obstacle(model) is null)];
        return models.Count > 0 ? models : throw new ModelRefusedException($"there is no model in {store.Folder} to put into it: get one first (assistant models pull, or import)");
    }

    // What can be told before gigabytes are read; the digest is held against the pin while they are.
    private static string? Obstacle(StoredModel model) => model.State switch
    {
        ModelState.Missing => $"the file of {model.Name}, {model.Path}, is gone",
        ModelState.Unpinned => $"{model.Name} is not pinned: if it is yours, type assistant models pin {model.Name}",
        ModelState.Touched when model.Length != model.Pin!.Identity.Length => $"{model.Path} is not the file that was taken as {model.Name}: it has another length",
        _ => null,
    };

    private static IEnumerable<BundleFile> OwnFiles()
    {
        var folder = AppContext.BaseDirectory;
        return Files.Below(folder, _ => true)
            .Where(path => !Spare.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase))
            .Select(path => new BundleFile(Program + Path.GetRelativePath(folder, path).Replace('\\', '/'), path, Files.Length(path), Digest: null));
    }
}
