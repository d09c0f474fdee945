using System.Collections.Immutable;
using Assistant.Core.Context;
using Assistant.Core.Proposing.Rules;
using Assistant.Core.Verification;
using Microsoft.CodeAnalysis;

namespace Assistant.Core.Proposing.Models;

/// <summary>
/// What models are told: the texts are files beside this one, with places in braces. What changes least comes first, so that a
/// model that was asked about the same code has read most of it already; what was tried follows as a conversation.
/// </summary>
internal static class Prompts
{
    private const int MostDiagnostics = 8;

    private static readonly string Law = PromptText.Named("system");
    private static readonly string Repair = PromptText.Named("repair");
    private static readonly string Instruction = PromptText.Named("instruction");
    private static readonly string Rejected = PromptText.Named("rejected");
    private static readonly string Question = PromptText.Named("judgement").Trim();

    /// <summary>The conversation so far.</summary>
    /// <param name="task">What is asked for.</param>
    /// <param name="context">What there is to know.</param>
    /// <param name="tries">What was tried and not taken, oldest first.</param>
    public static ImmutableArray<PromptMessage> For(ContextTask task, CodeContext context, IReadOnlyList<ModelTry> tries)
    {
        var place = context.Place;
        var asked = PromptText.Filled(
            task.Instruction is null ? Repair : Instruction,
            ("context", string.Join("\n\n", context.Parts.Select(part => part.Text))),
            ("symbol", place.Symbol),
            ("piece", Unindented(place)),
            ("diagnostics", string.Join('\n', task.Diagnostics.Take(MostDiagnostics).Select(diagnostic => Line(diagnostic, place)))),
            ("instruction", task.Instruction ?? ""));
        var messages = ImmutableArray.CreateBuilder<PromptMessage>();
        messages.Add(new PromptMessage("system", Law));
        messages.Add(new PromptMessage("user", asked));
        foreach (var tried in tries)
        {
            messages.Add(new PromptMessage("assistant", tried.Answer));
            messages.Add(new PromptMessage("user", PromptText.Filled(Rejected, ("reason", tried.Reason), ("diagnostics", Evidence(tried.Verdict)), ("symbol", place.Symbol)).Replace("\n\n", "\n", StringComparison.Ordinal)));
        }

        return messages.ToImmutable();
    }

    /// <summary>The question whether an answer does what was asked, behind what the model has read already.</summary>
    public static ImmutableArray<PromptMessage> Judgement(ContextTask task, CodeContext context, ModelTry answer) =>
        [.. For(task, context, []), new PromptMessage("assistant", answer.Answer), new PromptMessage("user", Question)];

    // A line number says little to a model; the line itself says where.
    private static string Line(Diagnostic diagnostic, EditPlace place)
    {
        var message = $"{diagnostic.Id}: {diagnostic.GetMessage()}";
        if (diagnostic.Location.SourceTree is not { } tree || !place.Span.IntersectsWith(diagnostic.Location.SourceSpan) || tree.FilePath != place.Document.FilePath)
            return message;
        var text = tree.GetText();
        return $"{message}\n  at: {text.ToString(text.Lines.GetLineFromPosition(diagnostic.Location.SourceSpan.Start).Span).Trim()}";
    }

    private static string Evidence(Verdict? verdict) => verdict is null ? "" : string.Join('\n',
        verdict.NewDiagnostics.Take(MostDiagnostics).Select(found => $"{found.Id}: {found.Message}")
            .Concat((verdict.Tests?.Failed ?? []).Take(MostDiagnostics).Select(test => $"{test.Name}: {test.Message}"))
            .Concat(verdict.Silencing.Select(found => $"it hides or drops something: {found.Rule}").Distinct(StringComparer.Ordinal)));

    // Tokens that only indent are read for nothing; what stands in a text over several lines is a part of it, and stays.
    private static string Unindented(EditPlace place)
    {
        if (!place.Document.TryGetText(out var text))
            return place.Text;
        var root = place.Document.TryGetSyntaxRoot(out var parsed) ? parsed : throw new InvalidOperationException("the document was parsed for its context");
        var indentation = new Layout(root, text).IndentationAt(place.Span.Start);
        var inTexts = AnswerLayout.LinesInTexts(root.DescendantTokens(place.Span), text);
        var (first, last) = (text.Lines.GetLineFromPosition(place.Span.Start).LineNumber, text.Lines.GetLineFromPosition(place.Span.End).LineNumber);
        var lines = new List<string>();
        for (var number = first; number <= last; number++)
        {
            var line = text.ToString(text.Lines[number].Span.Intersection(place.Span) ?? default);
            lines.Add(number > first && !inTexts.Contains(number) && line.StartsWith(indentation, StringComparison.Ordinal) ? line[indentation.Length..] : line);
        }

        return string.Join('\n', lines);
    }
}
