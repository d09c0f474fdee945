using Assistant.Core.Proposing.Models;
using Assistant.Core.Proposing.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Assistant.Core.Chat;

/// <summary>Writes what a block declares into a file. In a conversation the model writes documentation and attributes too, so they are taken where it has them.</summary>
/// <param name="found">The type that is written to, in its file.</param>
internal sealed class BlockWriter(FoundType found)
{
    private readonly MemberWriter writer = new(found.Root, found.Text);

    private Layout Layout => writer.Layout;

    /// <summary>Puts a declaration in the place of another.</summary>
    public List<TextChange> Replacing(MemberDeclarationSyntax existing, MemberDeclarationSyntax written) => [.. InFront(existing, written), .. writer.Replacing(existing, written)];

    /// <summary>Documentation and attributes, where a block has them and they are others.</summary>
    public List<TextChange> InFront(MemberDeclarationSyntax existing, MemberDeclarationSyntax written)
    {
        var changes = new List<TextChange>();
        var indentation = Layout.IndentationAt(existing.SpanStart);
        if (DocumentationOf(written) is { } said)
        {
            var stands = DocumentationOf(existing);
            var lines = LinesOf(written, said);
            if (stands is null)
                changes.Add(new TextChange(new TextSpan(existing.SpanStart, 0), string.Concat(lines.Select((line, at) => (at == 0 ? "" : indentation) + line + Layout.LineEnd)) + indentation));
            else if (!LinesOf(existing, stands.Value).SequenceEqual(lines, StringComparer.Ordinal))
                changes.Add(new TextChange(stands.Value, string.Join(Layout.LineEnd + indentation, lines)));
        }

        // Where there are none yet they are written with the declaration.
        if (existing.AttributeLists is [var first, ..] && written.AttributeLists is [var from, ..] && !existing.AttributeLists.SequenceEqual(written.AttributeLists, Same.Instance))
        {
            var lists = written.SyntaxTree.GetText().ToString(TextSpan.FromBounds(from.SpanStart, written.AttributeLists[^1].Span.End)).ReplaceLineEndings("\n").Split('\n');
            changes.Add(new TextChange(TextSpan.FromBounds(first.SpanStart, existing.AttributeLists[^1].Span.End), string.Join(Layout.LineEnd + indentation, lists.Select(line => line.Trim()))));
        }

        return changes;
    }

    /// <summary>Adds declarations behind something, each behind an empty line and with its documentation.</summary>
    public List<TextChange> Behind(int position, string indentation, IEnumerable<MemberDeclarationSyntax> added)
    {
        var text = string.Concat(added.Select(member => Layout.LineEnd + Layout.LineEnd + indentation + Whole(member, indentation)));
        return text.Length == 0 ? [] : [new TextChange(new TextSpan(position, 0), text)];
    }

    /// <summary>Adds members at the end of a type.</summary>
    public List<TextChange> Adding(TypeDeclarationSyntax type, List<MemberDeclarationSyntax> added)
    {
        var (outer, open, close) = (Layout.IndentationAt(type.SpanStart), type.OpenBraceToken.Span.End, type.CloseBraceToken.SpanStart);
        var inner = outer + Layout.Step;
        var end = EndOf(type);
        // Its last brace may stand in the line of its last member.
        var isInLine = type.Members.Count > 0 && found.Text.ToString(TextSpan.FromBounds(end, close)).All(letter => letter == ' ');
        if (isInLine)
            return [.. Behind(end, inner, added).Select(change => new TextChange(TextSpan.FromBounds(end, close), change.NewText + Layout.LineEnd + outer))];
        if (end > open)
            return Behind(end, type.Members is [.., var last] ? Layout.IndentationAt(last.SpanStart) : inner, added);
        var text = string.Join(Layout.LineEnd + Layout.LineEnd, added.Select(member => inner + Whole(member, inner)));
        return [new TextChange(TextSpan.FromBounds(open, close), $"{Layout.LineEnd}{text}{Layout.LineEnd}{outer}")];
    }

    /// <summary>Adds values to an enumeration and changes those that are written as others.</summary>
    public List<TextChange> Values(EnumDeclarationSyntax existing, EnumDeclarationSyntax written)
    {
        var changes = new List<TextChange>();
        var added = new List<string>();
        foreach (var value in written.Members)
        {
            var own = existing.Members.FirstOrDefault(other => other.Identifier.ValueText == value.Identifier.ValueText);
            if (own is null)
                added.Add(Whole(value, Layout.IndentationAt(existing.Members[^1].SpanStart)));
            else if (value.EqualsValue is not null)
                changes.AddRange(Replacing(own, value));
        }

        if (added.Count == 0)
            return changes;
        var last = existing.Members[^1];
        var isInLine = found.Text.Lines.GetLineFromPosition(last.SpanStart).LineNumber == found.Text.Lines.GetLineFromPosition(existing.OpenBraceToken.SpanStart).LineNumber;
        var space = isInLine ? " " : Layout.LineEnd + Layout.IndentationAt(last.SpanStart);
        var hasComma = existing.Members.SeparatorCount == existing.Members.Count;
        var end = hasComma ? existing.Members.GetSeparator(existing.Members.Count - 1) : last.GetLastToken();
        var behind = end.TrailingTrivia.Where(trivia => trivia.Kind() is SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia).Select(trivia => trivia.Span.End).Append(end.Span.End).Max();
        if (!hasComma)
            changes.Add(new TextChange(new TextSpan(end.Span.End, 0), "," + (behind == end.Span.End ? space + string.Join("," + space, added) : "")));
        if (hasComma || behind > end.Span.End)
            changes.Add(new TextChange(new TextSpan(behind, 0), space + string.Join("," + space, added) + (hasComma ? "," : "")));
        return changes;
    }

    /// <summary>Whether code stands between an <c>#if</c> and its end, within its type.</summary>
    public static bool IsConditional(MemberDeclarationSyntax member)
    {
        var from = member.Parent is TypeDeclarationSyntax type ? type.SpanStart : 0;
        var depth = 0;
        for (var directive = member.SyntaxTree.GetRoot().GetFirstDirective(); directive is not null && directive.SpanStart < member.SpanStart; directive = directive.GetNextDirective())
        {
            if (directive.SpanStart >= from)
                depth += directive.IsKind(SyntaxKind.IfDirectiveTrivia) ? 1 : directive.IsKind(SyntaxKind.EndIfDirectiveTrivia) ? -1 : 0;
        }

        return depth > 0;
    }

    // Behind the last member with the comment in its line, and behind the end of a condition that it may stand under.
    private int EndOf(TypeDeclarationSyntax type)
    {
        var inFront = type.CloseBraceToken.LeadingTrivia;
        if (type.Members is not [.., var last])
        {
            var between = found.Text.ToString(TextSpan.FromBounds(type.OpenBraceToken.Span.End, type.CloseBraceToken.SpanStart));
            return type.OpenBraceToken.Span.End + between.TrimEnd().Length;
        }

        if (inFront.LastOrDefault(trivia => trivia.IsKind(SyntaxKind.EndIfDirectiveTrivia)) is { RawKind: not 0 } closing)
            return closing.Span.Start + found.Text.ToString(closing.FullSpan).TrimEnd().Length;
        return last.GetTrailingTrivia().Where(trivia => trivia.Kind() is SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia).Select(trivia => trivia.Span.End).Append(last.Span.End).Max();
    }

    private string Whole(MemberDeclarationSyntax member, string indentation) => writer.Fitted(member, DocumentationOf(member)?.Start ?? member.SpanStart, "", indentation);

    private static List<string> LinesOf(MemberDeclarationSyntax member, TextSpan span) => [.. member.SyntaxTree.GetText().ToString(span).ReplaceLineEndings("\n").Split('\n').Select((line, at) => at > 0 && line.TrimStart().StartsWith('*') ? " " + line.Trim() : line.Trim())];

    // The last one in front. Where a project writes no documentation file the parser takes it for comments.
    private static TextSpan? DocumentationOf(MemberDeclarationSyntax member)
    {
        var text = member.SyntaxTree.GetText();
        var run = member.GetLeadingTrivia().Reverse().SkipWhile(IsBlank).TakeWhile(trivia => IsBlank(trivia) || IsDocumentation(trivia)).Where(IsDocumentation).ToList();
        if (run.Count == 0)
            return null;
        var start = run[^1].FullSpan.Start;
        return new TextSpan(start, text.ToString(TextSpan.FromBounds(start, run[0].FullSpan.End)).TrimEnd().Length);

        static bool IsBlank(SyntaxTrivia trivia) => trivia.Kind() is SyntaxKind.WhitespaceTrivia or SyntaxKind.EndOfLineTrivia;
        static bool IsDocumentation(SyntaxTrivia trivia) => trivia.Kind() is SyntaxKind.SingleLineDocumentationCommentTrivia or SyntaxKind.MultiLineDocumentationCommentTrivia
            || trivia.ToFullString().StartsWith("///", StringComparison.Ordinal);
    }

    private sealed class Same : IEqualityComparer<AttributeListSyntax>
    {
        public static readonly Same Instance = new();

        public bool Equals(AttributeListSyntax? x, AttributeListSyntax? y) => SyntaxFactory.AreEquivalent(x, y);

        public int GetHashCode(AttributeListSyntax obj) => 0;
    }
}
