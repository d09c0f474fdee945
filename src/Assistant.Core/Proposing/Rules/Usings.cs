using Assistant.Core.Edits;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Assistant.Core.Proposing.Rules;

/// <summary>Adds a using where the file's order and its empty lines have it.</summary>
internal static class Usings
{
    public static RuleEdit Add(Fault fault, string name)
    {
        var change = In((CompilationUnitSyntax)fault.Root, fault.Text, name);
        return new(fault.Model.SyntaxTree, change.Span, change.NewText!);
    }

    /// <summary>The change that adds a using to a file.</summary>
    /// <param name="root">The file.</param>
    /// <param name="text">Its text.</param>
    /// <param name="name">The namespace.</param>
    public static TextChange In(CompilationUnitSyntax root, SourceText text, string name)
    {
        var layout = new Layout(root, text);
        var usings = root.Usings;
        if (usings.Count == 0 && root.Members.FirstOrDefault() is BaseNamespaceDeclarationSyntax { Usings: { Count: > 0 } inner })
            usings = inner;
        var plain = usings.Where(one => one is { Alias: null, GlobalKeyword.RawKind: 0, StaticKeyword.RawKind: 0 }).ToList();
        if (plain.Count == 0)
            return First(root, text, layout.LineEnd, $"using {name};");
        var indentation = layout.IndentationAt(plain[0].SpanStart);
        return plain.Find(one => IsBefore(name, one.Name!.ToString())) is { } next
            ? Insert(next.SpanStart, $"using {name};{layout.LineEnd}{indentation}")
            : Insert(plain[^1].Span.End, $"{layout.LineEnd}{indentation}using {name};");
    }

    // What the language wants first stays first: extern aliases and global usings. Below the head of the file.
    private static TextChange First(CompilationUnitSyntax root, SourceText text, string end, string directive)
    {
        SyntaxNode? last = root.Usings.LastOrDefault(one => one.GlobalKeyword.RawKind != 0) ?? (SyntaxNode?)root.Externs.LastOrDefault();
        if (last is not null)
            return Insert(last.Span.End, end + directive);
        var lines = text.Lines;
        var head = EndOfHead(root.GetFirstToken(includeZeroWidth: true));
        var line = head == 0 ? 0 : Math.Min(lines.GetLineFromPosition(head - 1).LineNumber + 1, lines.Count - 1);
        var isApart = head == 0 || IsBlank(text, line);
        if (head > 0 && isApart && line + 1 < lines.Count)
            line++;
        var after = root.Usings.Count > 0 || IsBlank(text, line) ? "" : end;
        return Insert(lines[line].Start, (isApart ? "" : end) + directive + end + after);
    }

    private static TextChange Insert(int position, string written) => new(new TextSpan(position, 0), written);

    // The licence and whatever else is said of the file as a whole: comments at its start, and the directives that must come
    // first. A comment right above a type speaks of the type.
    private static int EndOfHead(SyntaxToken first)
    {
        var isNamed = first.Kind() is SyntaxKind.NamespaceKeyword or SyntaxKind.UsingKeyword or SyntaxKind.EndOfFileToken;
        var limit = isNamed ? first.SpanStart : Layout.StartWithComments(first.Parent!);
        return first.LeadingTrivia
            .TakeWhile(trivia => trivia.SpanStart < limit && (IsOfHead(trivia) || trivia.Kind() is SyntaxKind.WhitespaceTrivia or SyntaxKind.EndOfLineTrivia))
            .Where(IsOfHead)
            .Select(trivia => trivia.Span.End)
            .LastOrDefault();
    }

    private static bool IsOfHead(SyntaxTrivia trivia) => trivia.Kind() is SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia
        or SyntaxKind.ShebangDirectiveTrivia or SyntaxKind.IgnoredDirectiveTrivia or SyntaxKind.DefineDirectiveTrivia or SyntaxKind.UndefDirectiveTrivia;

    /// <summary>
    /// An only using as a provider writes it, with an empty line behind it, moved above the empty line that is there already:
    /// at the head of a file, below a directive or where another empty line is left.
    /// </summary>
    /// <returns>The edits as they are where there is nothing to move.</returns>
    public static IReadOnlyList<Edit> Tidied(IReadOnlyList<Edit> edits, SourceText text)
    {
        if (edits is not [ReplaceText { Length: 0 } only] || text.Lines.GetLineFromPosition(only.Start) is not { LineNumber: > 0 } line || line.Start != only.Start || !IsBlank(text, line.LineNumber - 1)
            || only.NewText.TrimEnd() is not ['u', 's', 'i', 'n', 'g', ' ', .., ';'] written || only.NewText[written.Length..].Count(letter => letter == '\n') != 2
            || (line.LineNumber > 1 && !IsBlank(text, line.LineNumber - 2) && !text.ToString(text.Lines[line.LineNumber - 2].Span).TrimStart().StartsWith('#')))
            return edits;
        return [only with { Start = text.Lines[line.LineNumber - 1].Start, NewText = only.NewText[..(only.NewText.IndexOf('\n', StringComparison.Ordinal) + 1)] }];
    }

    private static bool IsBlank(SourceText text, int line) => text.ToString(text.Lines[line].Span).Trim().Length == 0;

    // System first, then by name.
    private static bool IsBefore(string name, string other) => IsSystem(name) != IsSystem(other) ? IsSystem(name) : string.CompareOrdinal(name, other) < 0;

    private static bool IsSystem(string name) => name == "System" || name.StartsWith("System.", StringComparison.Ordinal);
}
