using System.CommandLine;
using System.Text.Json;
using Assistant.Cli.LocalModels;
using Assistant.Cli.Output;
using Assistant.Models.Catalog;
using Assistant.Models.Store;
using Assistant.Platform;
using Spectre.Console;

namespace Assistant.Cli.Commands.Models;

/// <summary><c>assistant models list</c>: what is in the store, and with <c>--catalog</c> what could be.</summary>
internal static class ListCommand
{
    public static Command Create(UserFolders folders, StandardStreams streams)
    {
        var known = new Option<bool>("--catalog") { Description = "The models of the catalog instead." };
        var format = new Option<string>("--format") { Description = "How to answer.", HelpName = "text|json", DefaultValueFactory = _ => "text" }.AcceptOnlyFromAmong("text", "json");
        var command = new Command("list", "Lists the models that are here.") { known, format };
        command.SetAction(parsed =>
        {
            var store = LocalStore.Of(folders);
            var catalog = ModelCatalog.Load();
            var isKnown = parsed.GetValue(known);
            if (parsed.GetValue(format) == "json")
                streams.Output.WriteLine(JsonSerializer.Serialize(isKnown ? Known(catalog, store) : Stored(catalog, store), ModelsJson.Default.IReadOnlyListModelRow));
            else if (isKnown)
                CatalogPage.Show(catalog, store, streams.Styled);
            else
                Show(Stored(catalog, store), store, streams);
            return ExitCode.Done;
        });
        return command;
    }

    private static List<ModelRow> Stored(ModelCatalog catalog, ModelStore store) =>
    [
        .. store.List().Select(model => new ModelRow(
            model.Name.Text,
            model.Length,
            catalog.Of(model)?.Model is { } entry ? Slots(entry) : "",
            catalog.Of(model)?.Model.Licence ?? "",
            model.State switch
            {
                ModelState.Pinned => model.Pin!.Origin == DigestOrigin.AsItCame ? "ready, pinned as it came" : "ready",
                ModelState.Touched => "was touched: checked before its next use",
                ModelState.Missing => $"its file is gone: assistant models remove {model.Name}",
                _ => $"not pinned: assistant models pin {model.Name}",
            },
            store.Owns(model) ? "" : model.Path)),
    ];

    private static List<ModelRow> Known(ModelCatalog catalog, ModelStore store) =>
    [
        .. from model in catalog.Models
           from file in model.Files
           select new ModelRow(
               $"{model.Name}:{file.Quantization}",
               file.Bytes,
               Slots(model),
               model.IsFree ? model.Licence : $"{model.Licence} (not free for companies)",
               store.Find(ModelCatalog.StoredName(model, file)) is null ? "" : "here",
               model.Note ?? ""),
    ];

    private static string Slots(CatalogModel model) => string.Join(", ", model.Slots.Select(slot => slot.ToString().ToLowerInvariant()));

    private static void Show(List<ModelRow> rows, ModelStore store, StandardStreams streams)
    {
        foreach (var path in store.Unnamed())
            streams.Note($"{path} is not used: rename it to letters and digits, and . _ - within");
        foreach (var (name, bytes) in store.Begun())
            streams.Note($"{name} has begun to come, {ByteText.Of(bytes)} are here: the same pull goes on; to delete it: assistant models remove {name}");
        if (rows.Count == 0)
        {
            streams.Note($"no models in {store.Folder}: assistant models recommend says which ones fit this machine, assistant models import takes over those of other programs");
            return;
        }

        var table = new Table().Border(TableBorder.None).AddColumns("model", "size", "for", "licence", "state", "");
        table.Columns[1].RightAligned();
        foreach (var row in rows)
            table.AddRow([.. new[] { row.Name, ByteText.Of(row.Bytes), row.Slots, row.Licence, row.State, row.Where }.Select(cell => new Text(VisibleText.Of(cell)))]);
        streams.Styled.Write(table);
    }
}
