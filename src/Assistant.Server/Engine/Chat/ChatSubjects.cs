using System.Collections.Immutable;
using System.Globalization;
using Assistant.Core.Chat;
using Assistant.Protocol.Types.Chat;
using Assistant.Server.Documents;
using Assistant.Server.Engine.Analysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using Range = Assistant.Protocol.Types.Range;

namespace Assistant.Server.Engine.Chat;

/// <summary>Finds what a question is about: what the client attached, then what the text mentions, else what it calls by name. Nothing is read from disk.</summary>
/// <param name="judge">Knows the solution; null where none is loaded.</param>
/// <param name="state">Knows the open texts.</param>
/// <param name="encoding">How the client counts characters.</param>
internal sealed class ChatSubjects(Judge? judge, EngineState state, PositionEncoding encoding)
{
    /// <summary>Finds it.</summary>
    /// <returns>The subjects, and the files that are mentioned and not there.</returns>
    public async Task<(ImmutableArray<ChatSubject> Subjects, ImmutableArray<string> Missing)> OfAsync(ChatParams asked, CancellationToken cancellationToken)
    {
        var subjects = new List<ChatSubject>();
        foreach (var attachment in asked.Attachments ?? [])
        {
            if (await OfAsync(attachment, cancellationToken) is { } subject)
                subjects.Add(subject);
        }

        var missing = ImmutableArray<string>.Empty;
        if (judge is not null)
        {
            var mentions = new Mentions(judge.Verifier.Snapshot);
            var (mentioned, unknown) = await mentions.InAsync(asked.Text, cancellationToken);
            subjects.AddRange(mentioned);
            // Of other words behind the mark nobody knows whether they were meant so: #region is C#.
            missing = [.. unknown.Where(name => name.StartsWith('#' + Mentions.FileMark, StringComparison.OrdinalIgnoreCase))];
            if (subjects.TrueForAll(subject => subject.Place is null))
                subjects.AddRange(await mentions.NamedInAsync(asked.Text, cancellationToken));
        }

        return ([.. subjects.DistinctBy(subject => (subject.Label, subject.Place))], missing);
    }

    private async Task<ChatSubject?> OfAsync(ChatParams.Attachment attachment, CancellationToken cancellationToken)
    {
        var path = attachment.Uri is { } uri ? DocumentUri.PathOf(uri) : null;
        if (attachment.Kind == "problems")
            return new ChatSubject.Problems(path);
        if (attachment.Uri is null)
            return null;
        if (path is not null && judge?.Verifier.Snapshot.Solution is { } solution
            && solution.GetDocumentIdsWithFilePath(path).Select(solution.GetDocument).FirstOrDefault(found => found?.FilePath == path) is { } document)
        {
            var name = Path.GetFileName(path);
            return attachment.Range is { } range
                ? new ChatSubject.Code(document, SpanOf(await document.GetTextAsync(cancellationToken), range), LabelOf(name, range))
                : new ChatSubject.WholeFile(document, name);
        }

        // One that nobody compiles is known by what is open of it.
        if (!state.Documents.TryGetValue(attachment.Uri, out var open) || open.Text is not { } text)
            return null;
        var label = Path.GetFileName(path ?? attachment.Uri);
        if (attachment.Range is not { } part || part.Start == part.End)
            return new ChatSubject.Text(text, label);
        var span = SpanOf(SourceText.From(text), part);
        return new ChatSubject.Text(text.Substring(span.Start, span.Length), LabelOf(label, part));
    }

    private TextSpan SpanOf(SourceText text, Range range)
    {
        var lines = new TextLines(text.ToString(), encoding);
        var (one, other) = (lines.OffsetOf(range.Start), lines.OffsetOf(range.End));
        return TextSpan.FromBounds(Math.Min(one, other), Math.Max(one, other));
    }

    private static string LabelOf(string name, Range range)
    {
        // A selection up to the beginning of a line does not reach into it.
        var last = range.End.Character == 0 && range.End.Line > range.Start.Line ? range.End.Line - 1 : range.End.Line;
        return range.Start.Line == last
            ? string.Create(CultureInfo.InvariantCulture, $"{name}:{range.Start.Line + 1}")
            : string.Create(CultureInfo.InvariantCulture, $"{name}:{range.Start.Line + 1}-{last + 1}");
    }
}
