using Microsoft.CodeAnalysis.Text;

namespace Assistant.Cli.Output;

/// <summary>A line of a difference.</summary>
/// <param name="Kind"><c>-</c> for a line that leaves, <c>+</c> for one that comes.</param>
/// <param name="Number">1-based, in the text before for what leaves and in the text after for what comes.</param>
/// <param name="Text">The line without its end.</param>
internal readonly record struct DiffLine(char Kind, int Number, string Text);

/// <summary>The lines in which two texts differ, computed from the edits between them and not by comparing the texts.</summary>
internal static class LineDiff
{
    public static IEnumerable<DiffLine> Between(SourceText before, SourceText after)
    {
        var shift = 0;
        foreach (var changes in InSharedLines(before, after.GetTextChanges(before)))
        {
            var region = TextSpan.FromBounds(
                before.Lines.GetLineFromPosition(changes[0].Span.Start).Start,
                before.Lines.GetLineFromPosition(changes[^1].Span.End).EndIncludingLineBreak);
            var growth = changes.Sum(change => (change.NewText?.Length ?? 0) - change.Span.Length);
            var old = LinesIn(before, region);
            var added = LinesIn(after, new TextSpan(region.Start + shift, region.Length + growth));
            shift += growth;

            var head = 0;
            while (head < old.Count && head < added.Count && old[head].Text == added[head].Text)
                head++;
            var tail = 0;
            while (tail < old.Count - head && tail < added.Count - head && old[^(tail + 1)].Text == added[^(tail + 1)].Text)
                tail++;
            foreach (var (number, text) in old.Take(old.Count - tail).Skip(head))
                yield return new DiffLine('-', number, text);
            foreach (var (number, text) in added.Take(added.Count - tail).Skip(head))
                yield return new DiffLine('+', number, text);
        }
    }

    private static IEnumerable<List<TextChange>> InSharedLines(SourceText before, IEnumerable<TextChange> changes)
    {
        var group = new List<TextChange>();
        var lastLine = -1;
        foreach (var change in changes)
        {
            if (group.Count > 0 && before.Lines.IndexOf(change.Span.Start) > lastLine)
            {
                yield return group;
                group = [];
            }

            group.Add(change);
            lastLine = before.Lines.IndexOf(change.Span.End);
        }

        if (group.Count > 0)
            yield return group;
    }

    private static List<(int Number, string Text)> LinesIn(SourceText text, TextSpan span)
    {
        var first = text.Lines.IndexOf(span.Start);
        return
        [
            .. text.Lines.Skip(first).TakeWhile(line => line.Start < span.End).Select(line => (line.LineNumber + 1, line.ToString())),
        ];
    }
}
