using System.Collections.Immutable;
using System.Text;
using Assistant.Core.Context;
using Assistant.Core.Proposing.Models;
using Assistant.Core.Snapshots;
using Assistant.Core.Verification;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Assistant.Core.Chat;

/// <summary>
/// Gathers what a model is told with a question: of each thing the question names as much as the budget leaves, code before
/// complaints, and of a file that is too long its declarations alone. What does not fit is said to be left out.
/// </summary>
/// <param name="verifier">Knows the solution and its errors; null where nothing is loaded.</param>
internal sealed class ChatContext(Verifier? verifier)
{
    // Of the budget what was said before may take, and of what is left a single subject where others follow.
    private const double BeforeShare = 0.4;
    private const double SubjectShare = 0.65;
    private const int MostProblems = 12;
    private const int LeastTokens = 40;
    private const int MostOfProgram = 300;

    /// <summary>The conversation that a model is given.</summary>
    /// <param name="question">The question.</param>
    /// <param name="budget">Tokens that all but the question itself may have, as <see cref="TokenEstimate"/> counts.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>Messages, and a text that is likely to come back.</returns>
    public async Task<(ImmutableArray<PromptMessage> Messages, string? Draft)> BuildAsync(ChatQuestion question, int budget, CancellationToken cancellationToken)
    {
        var before = Newest(question.Before, (int)(budget * BeforeShare));
        var left = budget - before.Sum(message => TokenEstimate.Of(message.Content));
        var told = new StringBuilder();
        string? draft = null;
        for (var at = 0; at < question.Subjects.Length; at++)
        {
            var share = at == question.Subjects.Length - 1 ? left : (int)(left * SubjectShare);
            var (text, code) = await FitAsync(question.Subjects[at], question.Text, share, cancellationToken);
            draft ??= code;
            told.Append(text.TrimEnd()).Append("\n\n");
            left -= TokenEstimate.Of(text);
        }

        // Who begins and names nothing is told what there is.
        if (verifier is not null && question.Subjects.IsEmpty && before.IsEmpty)
            told.Append(await ProgramAsync(verifier.Snapshot, Math.Min(MostOfProgram, left), cancellationToken));
        return ([new PromptMessage("system", ChatPrompts.Law), .. before, new PromptMessage("user", told.Append(question.Text.Trim()).ToString())], draft);
    }

    // Projects with the names of their types, those of each as far as its part of the room goes.
    private static async Task<string> ProgramAsync(Snapshot snapshot, int most, CancellationToken cancellationToken)
    {
        var sources = snapshot.Sources.GroupBy(document => document.Project.AssemblyName, StringComparer.Ordinal).ToList();
        var told = new StringBuilder("The program's projects and their types:\n");
        foreach (var project in sources)
        {
            var line = new StringBuilder($"{project.Key}:");
            foreach (var document in project)
            {
                var types = BlockPlaces.TypesIn((await document.GetSyntaxRootAsync(cancellationToken))!).Where(type => type.Parent is not TypeDeclarationSyntax).Select(type => $" {MemberNames.Name(type).Split('`')[0]},");
                line.AppendJoin("", types);
                if (TokenEstimate.Of(line.ToString()) <= most / sources.Count)
                    continue;
                line.Append(" ...");
                break;
            }

            told.Append(line.ToString().TrimEnd(',')).Append('\n');
            if (TokenEstimate.Of(told.ToString()) > most)
                return "";
        }

        return sources.Count == 0 ? "" : told.Append('\n').ToString();
    }

    // Whole turns from the end, as many as there is room for.
    private static ImmutableArray<PromptMessage> Newest(ImmutableArray<PromptMessage> messages, int most)
    {
        var from = messages.Length;
        for (var (at, tokens) = (messages.Length - 1, 0); at >= 0; at--)
        {
            tokens += TokenEstimate.Of(messages[at].Content);
            if (tokens > most)
                break;
            if (messages[at].Role == "user")
                from = at;
        }

        return messages[from..];
    }

    // What frames a thing takes room too: it is told with as much less.
    private async Task<(string Text, string? Code)> FitAsync(ChatSubject subject, string question, int share, CancellationToken cancellationToken)
    {
        for (var most = share; most >= LeastTokens;)
        {
            var told = await TellAsync(subject, question, most, cancellationToken);
            var excess = TokenEstimate.Of(told.Text) - share;
            if (excess <= 0)
                return told;
            most -= Math.Max(excess, LeastTokens / 2);
        }

        return ($"({subject.Label} is left out: there is no room for it)", null);
    }

    private async Task<(string Text, string? Code)> TellAsync(ChatSubject subject, string question, int most, CancellationToken cancellationToken) => subject switch
    {
        ChatSubject.Code code when verifier is not null => await PlaceAsync(code, question, most, cancellationToken),
        ChatSubject.WholeFile file => await FileAsync(file, most, cancellationToken),
        ChatSubject.Text text => (FencedFile(text.Label, Cut(text.Content, most)), null),
        ChatSubject.Problems problems when verifier is not null => (await ProblemsAsync(problems, most, cancellationToken), null),
        _ => ($"({subject.Label} is not known: no solution is loaded)", null),
    };

    private async Task<(string Text, string? Code)> PlaceAsync(ChatSubject.Code code, string question, int most, CancellationToken cancellationToken)
    {
        var path = verifier!.Snapshot.RelativePath(code.Document.FilePath!);
        var text = await code.Document.GetTextAsync(cancellationToken);
        // Whoever names a type asks about what is in it.
        if (EditPlaces.DeclarationAt((await code.Document.GetSyntaxRootAsync(cancellationToken))!, code.Span) is BaseTypeDeclarationSyntax type)
        {
            var whole = FencedFile(path, Unindented(text, EditPlace.SpanOf(type)));
            if (TokenEstimate.Of(whole) <= most)
                return (whole, null);
            if ((await code.Document.GetSemanticModelAsync(cancellationToken))!.GetDeclaredSymbol(type, cancellationToken) is INamedTypeSymbol symbol && TypeOutline.Of(symbol, most - TokenEstimate.Of(FencedFile(path, ""))).Text is { Length: > 0 } outline)
                return ("The declarations alone, since the type is long, of " + FencedFile(path, outline), null);
        }

        var context = await ContextBuilder.BuildAsync(new ContextTask(verifier.Snapshot, code.Document, code.Span, [], question), most, cancellationToken);
        var piece = Unindented(text, context.Place.Span);
        var told = new StringBuilder();
        // Of a selection in a longer member it is said what was chosen.
        var chosen = code.Span.Length > 0 && code.Span != context.Place.Span && context.Place.Span.Contains(code.Span) ? text.ToString(code.Span).Trim() : "";
        var around = string.Join("\n\n", context.Parts.Select(part => part.Text));
        if (around.Length > 0)
            told.Append("What is around it:\n").Append(CodeFence.Around(around)).Append('\n');
        told.Append(context.Place.Symbol).Append(", in ").Append(FencedFile(path, piece));
        if (chosen.Length > 0 && TokenEstimate.Of(told + chosen) <= most)
            told.Append("\nChosen in it:\n").Append(CodeFence.Around(chosen, "csharp"));
        var errors = (await verifier.DiagnosticsAsync(code.Document.Project.Id, code.Document.FilePath!, cancellationToken))
            .Where(found => found.Severity == DiagnosticSeverity.Error && found.Location.IsInSource && context.Place.Span.IntersectsWith(found.Location.SourceSpan));
        foreach (var found in errors.Take(MostProblems))
            told.Append('\n').Append(Line(found, text));
        return (told.ToString(), piece);
    }

    private async Task<(string Text, string? Code)> FileAsync(ChatSubject.WholeFile file, int most, CancellationToken cancellationToken)
    {
        var text = await file.Document.GetTextAsync(cancellationToken);
        var path = verifier?.Snapshot.RelativePath(file.Document.FilePath!) ?? file.Label;
        if (TokenEstimate.Of(text.ToString()) <= most)
            return (FencedFile(path, text.ToString().ReplaceLineEndings("\n").Trim('\n')), null);
        var root = (await file.Document.GetSyntaxRootAsync(cancellationToken))!;
        var model = (await file.Document.GetSemanticModelAsync(cancellationToken))!;
        var types = root.DescendantNodes(node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax).OfType<BaseTypeDeclarationSyntax>()
            .Select(type => model.GetDeclaredSymbol(type, cancellationToken)).OfType<INamedTypeSymbol>().ToList();
        var outlines = types.Select(type => TypeOutline.Of(type, most / Math.Max(1, types.Count)).Text).Where(outline => outline.Length > 0).ToList();
        return outlines.Count == 0
            ? (FencedFile(path, Cut(text.ToString(), most)), null)
            : ("The declarations alone, since the file is long, of " + FencedFile(path, string.Join("\n\n", outlines)), null);
    }

    private async Task<string> ProblemsAsync(ChatSubject.Problems problems, int most, CancellationToken cancellationToken)
    {
        var lines = new List<string>();
        var all = 0;
        foreach (var build in verifier!.Snapshot.BuildsInOrder)
        {
            foreach (var error in await verifier.ErrorsAsync(build.Id, cancellationToken))
            {
                if (problems.Path is not null && error.Location.SourceTree?.FilePath != problems.Path)
                    continue;
                var line = error.Location.SourceTree is { } tree ? $"{verifier.Snapshot.RelativePath(tree.FilePath)}: {Line(error, await tree.GetTextAsync(cancellationToken))}" : Line(error, null);
                // Each framework reports the same.
                if (lines.Contains(line, StringComparer.Ordinal))
                    continue;
                all++;
                if (lines.Count < MostProblems && TokenEstimate.Of(string.Join('\n', lines.Append(line))) <= most)
                    lines.Add(line);
            }
        }

        return lines.Count == 0 ? "The compiler reports no errors." : $"The compiler's errors{(all > lines.Count ? $", {lines.Count} of {all}" : "")}:\n{string.Join('\n', lines)}";
    }

    // A line number says little to a model; the line itself says where.
    private static string Line(Diagnostic found, SourceText? text) => text is null
        ? $"{found.Id}: {found.GetMessage()}"
        : $"{found.Id}: {found.GetMessage()}\n  at: {text.ToString(text.Lines.GetLineFromPosition(Math.Min(found.Location.SourceSpan.Start, text.Length)).Span).Trim()}";

    private static string Unindented(SourceText text, TextSpan span)
    {
        var indentation = Proposing.Rules.Layout.IndentationAt(text, span.Start);
        return string.Join('\n', text.ToString(span).ReplaceLineEndings("\n").Split('\n').Select((line, at) => at > 0 && line.StartsWith(indentation, StringComparison.Ordinal) ? line[indentation.Length..] : line));
    }

    private static string FencedFile(string path, string code) => $"{path}:\n{CodeFence.Around(code, $"csharp {path}")}";

    private static string Cut(string text, int most)
    {
        var letters = (int)(most * TokenEstimate.LettersPerToken);
        return text.Length <= letters ? text : text[..letters] + "\n// (cut here)";
    }
}
