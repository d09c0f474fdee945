using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Assistant.Cli.Opening;
using Assistant.Cli.Output;
using Assistant.Cli.Pairs;
using Assistant.Core.Context;
using Assistant.Workspace;
using Microsoft.CodeAnalysis;

namespace Assistant.Cli.Commands;

/// <summary><c>assistant debug context</c>: what a model would be told of a place, or how much of what it needs that is.</summary>
internal sealed class ContextCommand(WorkspaceOpening opening, StandardStreams streams)
{
    public static Command Create(WorkspaceOpening opening, StandardStreams streams)
    {
        var command = new Command("context", "Prints what a model would be told of a place, or measures on real edits how much of what they need that is.");
        var open = OpenArguments.AddTo(command);
        var at = new Option<string?>("--at") { Description = "The place: path:line." };
        var instruction = new Option<string?>("--instruction") { Description = "What is wanted, in words." };
        var budget = new Option<int>("--budget") { Description = "The most tokens, with those of the place.", DefaultValueFactory = _ => 900 };
        var format = new Option<string>("--format") { Description = "text or json.", DefaultValueFactory = _ => "text" };
        format.AcceptOnlyFromAmong("text", "json");
        var measure = new Option<int>("--measure") { Description = "Measures on so many edits, half of them from the history where there is one." };
        var seed = new Option<int>("--seed") { Description = "Which slips: the same seed makes the same ones.", DefaultValueFactory = _ => 1 };
        var history = new Option<int>("--history") { Description = "How many commits are looked at; 0 for slips alone.", DefaultValueFactory = _ => 400 };
        var show = new Option<bool>("--show") { Description = "Tell what each context lacks." };
        foreach (var option in new Option[] { at, instruction, budget, format, measure, seed, history, show })
            command.Options.Add(option);
        command.SetAction((parsed, cancellationToken) => new ContextCommand(opening, streams).RunAsync(
            open.Read(parsed),
            new Wanted(
                parsed.GetValue(at), parsed.GetValue(instruction), parsed.GetValue(budget), parsed.GetValue(format) == "json",
                new Extent(parsed.GetValue(measure), parsed.GetValue(seed), parsed.GetValue(history), parsed.GetValue(show))),
            cancellationToken));
        return command;
    }

    private sealed record Extent(int Measure, int Seed, int History, bool Show);

    private sealed record Wanted(string? At, string? Instruction, int Budget, bool AsJson, Extent Extent);

    private async Task<int> RunAsync(OpenRequest request, Wanted wanted, CancellationToken cancellationToken)
    {
        if (wanted.At is null == (wanted.Extent.Measure == 0))
            throw new WorkspaceException("say which place with --at path:line, or how many edits to measure with --measure");
        using var progress = streams.StartProgress(opening.Time);
        var opened = await opening.OpenAsync(request, progress, cancellationToken);
        return wanted.At is { } at ? await ShowAsync(opened, at, wanted, progress, cancellationToken) : await MeasureAsync(opened, wanted, progress, cancellationToken);
    }

    // Apart from opening: what mentions Roslyn is compiled only when Roslyn has been found.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private async Task<int> ShowAsync(WorkspaceOpening.Opened opened, string at, Wanted wanted, ProgressLine progress, CancellationToken cancellationToken)
    {
        var snapshot = opened.Solution.Snapshot;
        var (document, caret) = await SourcePlace.FindAsync(snapshot, at, streams.CallerFolder, cancellationToken);
        var text = await document.GetTextAsync(cancellationToken);
        var place = await ContextBuilder.PlaceAsync(document, caret, wanted.Budget, cancellationToken);
        var model = (await document.GetSemanticModelAsync(cancellationToken))!;
        ImmutableArray<Diagnostic> diagnostics =
        [
            .. model.GetDiagnostics(cancellationToken: cancellationToken)
                .Where(diagnostic => diagnostic is { Severity: >= DiagnosticSeverity.Warning, IsSuppressed: false } && place.Span.IntersectsWith(diagnostic.Location.SourceSpan)),
        ];
        var context = await ContextBuilder.BuildAsync(new ContextTask(snapshot, document, caret, diagnostics, wanted.Instruction), wanted.Budget, cancellationToken);
        var whole = TokenEstimate.Of(text.ToString());
        progress.Clear();
        if (wanted.AsJson)
        {
            var answer = new ContextJson(
                place.Symbol, snapshot.RelativePath(document.FilePath!), context.Place.Span.Start, context.Place.Span.Length, context.Tokens, whole,
                [.. context.Parts.Select(part => new ContextJson.Part(AnswerJson.NameOf(part.Kind), part.Tokens, part.Text))], context.Place.Text);
            await streams.Output.WriteLineAsync(JsonSerializer.Serialize(answer, PairContext.Readable.ContextJson).AsMemory(), cancellationToken);
            return ExitCode.Done;
        }

        foreach (var (head, shown) in context.Parts.Select(part => ($"{AnswerJson.NameOf(part.Kind)}, {part.Tokens} tokens", part.Text))
            .Append(($"{place.Symbol}, {TokenEstimate.Of(context.Place.Text)} tokens", context.Place.Text)))
        {
            streams.Output.WriteLine($"--- {head}");
            foreach (var row in shown.ReplaceLineEndings("\n").Split('\n'))
                streams.Output.WriteLine(VisibleText.Of(row));
        }

        foreach (var diagnostic in diagnostics)
            streams.Output.WriteLine(VisibleText.Of($"--- {diagnostic.Id}: {diagnostic.GetMessage(CultureInfo.InvariantCulture)}"));
        streams.Output.WriteLine($"--- {context.Tokens} tokens of {wanted.Budget}, the whole file {whole}");
        return ExitCode.Done;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private async Task<int> MeasureAsync(WorkspaceOpening.Opened opened, Wanted wanted, ProgressLine progress, CancellationToken cancellationToken)
    {
        var extent = wanted.Extent;
        var maker = await PairSource.MakerAsync(opened, wanted.Budget, progress, cancellationToken);
        var recall = new ContextRecall();
        await foreach (var pair in PairSource.PairsAsync(
            maker, extent.Measure, extent.Seed, extent.History, extent.Measure / 2, streams.Note, progress.Places, cancellationToken))
        {
            var missing = await recall.CountAsync(pair, cancellationToken);
            if (!extent.Show || missing.Count == 0)
                continue;
            progress.Clear();
            streams.Output.WriteLine(VisibleText.Of(
                $"{pair.Kind}, {pair.Path}, {pair.Context.Place.Symbol}, {pair.Context.Tokens} tokens, {string.Join(' ', pair.Diagnostics.Select(one => one.Id))}, {pair.Instruction}: lacks "
                + string.Join(", ", missing.Select(symbol => $"{symbol.Type}.{symbol.Name} ({symbol.Origin} {symbol.Kind})"))));
        }

        progress.Clear();
        foreach (var line in recall.Lines())
            streams.Output.WriteLine(line);
        streams.Output.WriteLine($"budget {wanted.Budget}, seed {extent.Seed}");
        return ExitCode.Done;
    }
}
