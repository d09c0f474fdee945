using System.Globalization;
using Assistant.Models.Advice;
using Assistant.Models.Catalog;
using Assistant.Models.Machine;
using Spectre.Console;

namespace Assistant.Cli.Output;

/// <summary>What <c>assistant models recommend</c> shows to people: the machine, a table of what fits which slot, why, and what to type.</summary>
/// <param name="console">Where it is shown.</param>
/// <param name="width">Columns of the terminal, for prose; null when it goes to a file or a program.</param>
internal sealed class RecommendationText(IAnsiConsole console, int? width)
{
    private const int WidestProse = 110;
    private const int Indent = 16;

    private const long Gigabyte = 1_000_000_000;

    private static readonly Style Plain = Style.Plain;
    private static readonly Style Faint = new(decoration: Decoration.Dim);
    private static readonly Style Strong = new(decoration: Decoration.Bold);
    private static readonly Style Good = new(Color.Green);
    private static readonly Style Bad = new(Color.Yellow);

    public void Show(Recommendation recommendation, string remark)
    {
        About(recommendation.Machine, remark);
        if (recommendation.Slots.All(slot => slot is { Chosen: null, OnRequest.Count: 0, TooLarge.Count: 0 }))
            return;
        Line();
        Chosen(recommendation);
        Line();
        foreach (var slot in recommendation.Slots)
            Reasons(slot);
        OnRequest(recommendation);
        TooLarge(recommendation);
        ToType(recommendation);
    }

    private void About(MachineFacts machine, string remark)
    {
        Line(("This machine", Strong));
        Fact("processor", $"{machine.Processor}, {Count(machine.Cores, "core")}, {(machine.FreeCores == machine.Cores ? "all free" : $"{machine.FreeCores} free")}");
        Fact("memory", $"{ByteText.Of(machine.Memory)}, {ByteText.Of(machine.FreeMemory)} free, read at {ByteText.Of((long)machine.Bandwidth)}/s; {(machine.ForModels > 0 ? $"{ByteText.Of(machine.ForModels)} for models, the rest for editor, Roslyn and system" : "too little for models beside editor, Roslyn and system")}");
        Fact("graphics", machine switch
        {
            { SharesMemory: true } => "in the machine's memory, and used by the usual library",
            { Cards: [] } => "no card with memory of its own",
            _ => string.Join(", ", machine.Cards.Select(card => $"{card.Name} with {ByteText.Of(card.Bytes)}")) + (KnownCard.Find(machine.Cards[0].Name) is null ? "; its speed is not known here" : "; speeds on it follow from its maker's numbers"),
        });
        Fact("speed", remark);
    }

    private void Chosen(Recommendation recommendation)
    {
        var table = Columns("for", "model", "file", "takes", "reads", "writes", "small fix", "known", "grey text", "");
        foreach (var slot in recommendation.Slots)
        {
            if (slot.Chosen is { } chosen)
                Row(table, Name(slot.Slot), chosen, Good, chosen.IsHere ? "here already" : "");
            else
                table.AddRow(new Text(Name(slot.Slot), Strong), new Text("none", Bad));
        }

        console.Write(table);
        Line();
        Prose("", "Reads, writes: tokens a second. Small fix: 600 tokens in, 40 out; known: with 504 of them known, as for the next fix in the same file. Grey text: 12 tokens, from a key on.", Faint);
    }

    private void Reasons(SlotAdvice slot)
    {
        Field(Name(slot.Slot), slot.Chosen is { } chosen ? $"{chosen.Model.Title}, {chosen.Model.Licence}: {slot.Why}" : slot.Why);
        if (slot.Faster is { Prediction: { } prediction } faster)
            Field("", string.Create(CultureInfo.InvariantCulture, $"faster, a little less exact: {faster.File.Quantization} writes {prediction.Rate:0.0} tokens a second ({faster.PullName})"));
        if (slot.Also.Count > 0)
            Field("", $"also pleasant: {string.Join(", ", slot.Also.Select(fit => $"{fit.Model.Title} {fit.File.Quantization}"))}");
        if (slot.Chosen?.Model.Note is { } note)
            Field("", note);
    }

    private void OnRequest(Recommendation recommendation)
    {
        var slots = recommendation.Slots.Where(slot => slot.OnRequest.Count > 0).ToList();
        if (slots.Count == 0)
            return;
        Line();
        Line(("Only on request", Strong), ("  these work here, and waiting for them is not pleasant", Faint));
        var table = Columns("for", "model", "file", "takes", "reads", "writes", "small fix", "known", "grey text", "");
        foreach (var slot in slots)
        {
            foreach (var one in slot.OnRequest)
                Row(table, Name(slot.Slot), one.Fit, Bad, one.Why);
        }

        console.Write(table);
    }

    private void TooLarge(Recommendation recommendation)
    {
        var all = recommendation.Slots.SelectMany(slot => slot.TooLarge).DistinctBy(one => one.Model.Name).ToList();
        if (all.Count == 0)
            return;
        Line();
        Line(("Too large for this machine", Strong));
        foreach (var one in all)
            Line(($"  {one.Model.Title} {one.File.Quantization}", Plain), ($"  is for machines with {one.Memory / Gigabyte + 1} GB of memory", Faint));
    }

    private void ToType(Recommendation recommendation)
    {
        var chosen = recommendation.Chosen;
        if (chosen.Count == 0)
            return;
        Line();
        foreach (var group in recommendation.Slots.Where(slot => slot.Chosen is not null).GroupBy(slot => slot.Chosen!.File).Where(group => group.Count() > 1))
            Prose("", $"One model serves {string.Join(" and ", group.Select(slot => Name(slot.Slot)))}: {group.First().Chosen!.Model.Title} is in memory once.", Plain);
        if (!recommendation.FitTogether)
            Prose("", "Not all of them are in memory at once: the host keeps two at most, where both fit, and loads the others when they are asked for.", Plain);
        if (chosen.Any(fit => fit.IsOnCard))
            Prose("", "A card is used with its own library: npm run library -- cuda (or vulkan) in a clone says how to start the host with it.", Plain);
        var missing = chosen.Where(fit => !fit.IsHere).ToList();
        Line((missing.Count == 0 ? "All of them are here." : "To get what is missing, type:", Strong));
        foreach (var fit in missing)
            Line(($"  assistant models pull {fit.PullName}", Plain), ($"   {ByteText.Of(fit.File.Bytes)}", Faint));
    }

    private static void Row(Table table, string slot, Fit fit, Style style, string remark)
    {
        var prediction = fit.Prediction;
        string Number(double? value, string format, string unit) => value is { } number ? number.ToString(format, CultureInfo.InvariantCulture) + unit : "?";
        table.AddRow(
            new Text(slot, Strong),
            new Text(VisibleText.Of(fit.Model.Title), style),
            new Text(VisibleText.Of(fit.File.Quantization)),
            new Text(ByteText.Of(fit.Need) + (fit.IsOnCard ? " of the card" : "")),
            new Text(Number(prediction?.PromptRate, "0", "/s")),
            new Text(Number(prediction?.Rate, "0.0", "/s")),
            new Text(Seconds(prediction?.FixSeconds)),
            new Text(Seconds(prediction?.KnownFixSeconds)),
            new Text(Seconds(prediction?.GreySeconds)),
            new Text(VisibleText.Of(remark), Faint));
    }

    private static string Seconds(double? seconds) => seconds is { } number ? number.ToString(number < 10 ? "0.0" : "0", CultureInfo.InvariantCulture) + " s" : "?";

    private static Table Columns(params string[] names)
    {
        var table = new Table { ShowHeaders = true, Border = TableBorder.None };
        foreach (var (index, name) in names.Index())
        {
            var column = new TableColumn(new Text(name, Faint)) { NoWrap = true, Padding = new Padding(0, 0, 2, 0) };
            table.AddColumn(index is >= 3 and <= 8 ? column.RightAligned() : column);
        }

        return table;
    }

    private static string Name(Slot slot) => slot switch
    {
        Slot.Small => "small edits",
        Slot.Large => "larger edits",
        _ => "grey text",
    };

    private static string Count(int number, string noun) => $"{number} {noun}{(number == 1 ? "" : "s")}";

    private void Fact(string name, string text) => Field("  " + name, text);

    private void Field(string name, string text) => Prose(name.PadRight(Indent), text, Plain);

    // Whole words on each line, those after the first below its text.
    private void Prose(string head, string text, Style style)
    {
        var room = Math.Min(width ?? WidestProse, WidestProse) - head.Length;
        var rest = new string(' ', head.Length);
        var line = "";
        foreach (var word in VisibleText.Of(text).Split(' '))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > room)
            {
                Line((head, Faint), (line, style));
                (head, line) = (rest, "");
            }

            line += line.Length == 0 ? word : " " + word;
        }

        Line((head, Faint), (line, style));
    }

    private void Line(params (string Text, Style Style)[] parts)
    {
        foreach (var (text, style) in parts)
            console.Write(new Text(VisibleText.Of(text), style));
        console.WriteLine();
    }
}
