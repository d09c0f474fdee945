using Assistant.Core.Context;
using Assistant.Core.Edits;
using Assistant.Core.Proposing.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Assistant.Core.Proposing.Models;

/// <summary>Writes members that an answer declares into a file, as the file itself is written.</summary>
/// <param name="root">The file.</param>
/// <param name="text">Its text.</param>
internal sealed class MemberWriter(SyntaxNode root, SourceText text)
{
    /// <summary>How the file is written.</summary>
    public Layout Layout { get; } = new(root, text);

    /// <summary>What stands in front of a type's brace, without attributes and documentation; null where there is no brace.</summary>
    public static TextSpan? HeadOf(BaseTypeDeclarationSyntax type) => type.OpenBraceToken is { RawKind: not 0, IsMissing: false } brace
        ? TextSpan.FromBounds(EditPlace.SpanOf(type).Start, brace.GetPreviousToken().Span.End)
        : null;

    /// <summary>Puts a member in the place of another.</summary>
    public List<TextChange> Replacing(MemberDeclarationSyntax existing, MemberDeclarationSyntax written)
    {
        // Attributes stay as they are: the model was not shown them, or writes them again.
        var span = EditPlace.SpanOf(existing);
        var from = existing.AttributeLists.Count > 0 ? EditPlace.SpanOf(written).Start : written.SpanStart;
        var before = text.ToString(span);
        var after = Fitted(written, from, before, Layout.IndentationAt(existing.SpanStart));
        // The tokens of one that lacks its last brace, and has its type's instead, are those of one that is whole.
        var isSame = before == after
            || (span.End == existing.Span.End && SyntaxFactory.AreEquivalent(existing.WithAttributeLists([]), written.WithAttributeLists([])) && !HasOtherTrivia(existing, written));
        return isSame ? [] : [Least(span, before, after)];
    }

    /// <summary>Puts the head of a type in the place of its own, where it is another.</summary>
    public List<TextChange> ReplacingHead(BaseTypeDeclarationSyntax existing, BaseTypeDeclarationSyntax written)
    {
        var span = HeadOf(existing)!.Value;
        var indentation = Layout.IndentationAt(span.Start);
        var head = written.SyntaxTree.GetText().ToString(HeadOf(written)!.Value);
        return SyntaxFactory.ParseTokens(head).Select(token => token.Text).SequenceEqual(SyntaxFactory.ParseTokens(text.ToString(span)).Select(token => token.Text), StringComparer.Ordinal)
            ? []
            : [new TextChange(span, string.Join(Layout.LineEnd, head.ReplaceLineEndings("\n").Split('\n').Select((line, at) => at == 0 ? line : indentation + line)))];
    }

    /// <summary>Adds members behind something, each behind an empty line.</summary>
    /// <param name="position">Where that ends.</param>
    /// <param name="indentation">How far in they stand.</param>
    /// <param name="members">They may be none.</param>
    public List<TextChange> Adding(int position, string indentation, IEnumerable<MemberDeclarationSyntax> members)
    {
        var added = string.Concat(members.Select(member => Layout.LineEnd + Layout.LineEnd + indentation + Fitted(member, member.SpanStart, "", indentation)));
        return added.Length == 0 ? [] : [new TextChange(new TextSpan(position, 0), added)];
    }

    /// <summary>Code of an answer, as the file is written.</summary>
    /// <param name="node">Of the answer.</param>
    /// <param name="from">Where in its text it begins.</param>
    /// <param name="before">What it takes the place of.</param>
    /// <param name="indentation">How far in it stands.</param>
    public string Fitted(SyntaxNode node, int from, string before, string indentation) => AnswerLayout.Fit(node, from, before, indentation, Layout);

    /// <summary>A change without the lines at its beginning and end that are the same.</summary>
    public static TextChange Least(TextSpan span, string before, string after)
    {
        var start = before.LastIndexOf('\n', Math.Max(0, before.AsSpan().CommonPrefixLength(after) - 1)) + 1;
        var end = SharedEnds.EndOf(before, after, start);
        var line = before.IndexOf('\n', before.Length - end);
        end = line < 0 ? 0 : before.Length - line;
        return new TextChange(TextSpan.FromBounds(span.Start + start, span.End - end), after[start..^end]);
    }

    /// <summary>Whether comments or directives are others.</summary>
    public static bool HasOtherTrivia(SyntaxNode existing, SyntaxNode written)
    {
        static IEnumerable<string> In(SyntaxNode node) => node.DescendantTrivia()
            .Where(trivia => trivia.Kind() is SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia || (trivia.IsDirective && node.Span.Contains(trivia.Span)))
            .Select(trivia => trivia.ToString().Trim());
        return !In(existing).Where(text => text.Length > 0).SequenceEqual(In(written), StringComparer.Ordinal);
    }
}
