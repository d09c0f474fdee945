using System.Globalization;
using Assistant.Cli.Output;
using Assistant.Models.Catalog;
using Assistant.Models.Store;
using Spectre.Console;

namespace Assistant.Cli.Commands.Models;

/// <summary>The catalog, for people: the models of each slot, and of each what it takes on the disk.</summary>
internal static class CatalogPage
{
    private static readonly Style Strong = new(decoration: Decoration.Bold);
    private static readonly Style Faint = new(Color.Grey);
    private static readonly Style Good = new(Color.Green);
    private static readonly Style Bad = new(Color.Yellow);

    public static void Show(ModelCatalog catalog, ModelStore store, IAnsiConsole console)
    {
        foreach (var (slot, purpose) in new[] { (Slot.Small, "small edits: null checks, typos"), (Slot.Large, "harder edits, and the chat"), (Slot.Inline, "grey text while you type") })
        {
            Line(console, (slot.ToString().ToLowerInvariant(), Strong), ($"  {purpose}", Faint));
            foreach (var model in catalog.Models.Where(model => model.Slots.Contains(slot)))
                Show(model, store, console);
            Line(console);
        }

        Line(console, ("Which of them fit this machine: assistant models recommend. To get one: assistant models pull <name>, or <name>:<quantization>.", Faint));
    }

    private static void Show(CatalogModel model, ModelStore store, IAnsiConsole console)
    {
        var weights = model.IsMixture
            ? string.Create(CultureInfo.InvariantCulture, $"{model.Parameters / 1e9:0.#}B, {model.ActiveParameters / 1e9:0.#}B at a time")
            : string.Create(CultureInfo.InvariantCulture, $"{model.Parameters / 1e9:0.#}B");
        Line(console, ($"  {model.Name,-22}", Strong), ($"{weights,-21}  {model.Context / 1024}k tokens  ", Style.Plain), (model.Licence, model.IsFree ? Style.Plain : Bad), (model.IsFree ? "" : ", not free for companies", Bad));
        var parts = new List<(string, Style)> { ("    ", Style.Plain) };
        foreach (var file in model.Files)
        {
            var isHere = store.Find(ModelCatalog.StoredName(model, file)) is not null;
            parts.Add(($"{(parts.Count > 1 ? "   " : "")}{file.Quantization} {ByteText.Of(file.Bytes)}{(isHere ? " ✓ here" : "")}", isHere ? Good : Faint));
        }

        Line(console, [.. parts]);
        if (model.Note is { } note)
            Line(console, ($"    {note}", Faint));
    }

    private static void Line(IAnsiConsole console, params ReadOnlySpan<(string Text, Style Style)> parts)
    {
        var line = new Paragraph();
        foreach (var (text, style) in parts)
            line.Append(VisibleText.Of(text), style);
        console.Write(line);
        console.WriteLine();
    }
}
