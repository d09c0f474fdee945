using System.Collections.Immutable;
using Assistant.Core.Context;
using Assistant.Core.Edits;
using Assistant.Core.Proposing.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Assistant.Core.Proposing.Models;

/// <summary>
/// Makes changes of a file out of what a model answers. The law: an answer is data and never fails, it is understood or it is
/// not; members are found by name and parameters, never by lines; what an answer does not mention stays; and of what is not
/// whole nothing is taken.
/// </summary>
/// <param name="root">The file.</param>
/// <param name="text">Its text.</param>
/// <param name="place">What the model was asked to write anew.</param>
/// <param name="focus">Where in it the diagnostic or the caret stands; UTF-16 units.</param>
internal sealed class AnswerReader(SyntaxNode root, SourceText text, EditPlace place, TextSpan focus)
{
    private readonly Layout layout = new(root, text);

    // The smallest declaration that ends where the place does; null where the place is something else.
    private readonly MemberDeclarationSyntax? target = root.FindNode(place.Span, getInnermostNodeForTie: true).AncestorsAndSelf()
        .OfType<MemberDeclarationSyntax>().FirstOrDefault(member => member is not GlobalStatementSyntax && EditPlace.SpanOf(member) == place.Span);

    /// <summary>Reads an answer.</summary>
    /// <param name="answer">What the model said.</param>
    /// <param name="isCutOff">Whether it would have gone on.</param>
    public ReadAnswer Read(string answer, bool isCutOff)
    {
        var blocks = AnswerCode.In(answer);
        if (blocks.Count == 0)
            return ReadAnswer.Nothing("the answer has no code");
        if (blocks.Select(block => AnswerCode.Refusal(block, place.Text)).FirstOrDefault(refusal => refusal is not null) is { } refused)
            return ReadAnswer.Nothing(refused);
        if (blocks.Any(LeavesOut))
            return ReadAnswer.Nothing("the answer leaves code out: every statement must be written");
        if (Understand(blocks) is not { } understood)
            return ReadAnswer.Nothing(isCutOff ? "the answer is too long and was cut off" : $"the answer has no {place.Symbol} that can be read as C#");
        var (changes, usings) = understood;
        return changes.Count == 0 && isCutOff ? ReadAnswer.Nothing("the answer is too long and was cut off")
            : changes.Count == 0 && usings.IsEmpty ? ReadAnswer.Nothing("the answer changes nothing")
            : new ReadAnswer([.. changes.OrderBy(change => change.Span.Start)], usings, null);
    }

    // Null when nothing is what was asked for. A later block is what the model came to in the end.
    private (List<TextChange> Changes, ImmutableArray<string> Usings)? Understand(IReadOnlyList<string> blocks)
    {
        if (OwnUsings() is { } own)
        {
            var usings = blocks.Reverse().Select(block => AnswerMembers.UsingsAlone(block, root.SyntaxTree.Options))
                .FirstOrDefault(found => found is not null && (own.Usings.Any(IsGlobal) || !found.Usings.Any(IsGlobal)));
            // Statements may stand where there are no usings.
            if (usings is not null || place.Text.Length > 0)
                return usings is null ? null : UsingChanges(usings);
        }

        if (target is BaseTypeDeclarationSyntax whole)
            return blocks.Reverse().Select(block => AnswerMembers.OfType(block, whole)).FirstOrDefault(found => found.Members.Length == 1) is { } declared ? (Changes(whole, declared.Members[0]), declared.Usings) : null;
        if (target is null && HeadAt() is { } headed)
            return blocks.Reverse().Select(block => AnswerMembers.WithHead(block, headed)).FirstOrDefault(found => found is not null) is { } head ? (HeadChanges(headed, head.Type), head.Usings) : null;
        if (target?.Parent is TypeDeclarationSyntax type)
        {
            // A block without what was asked for is one of new members, and of nothing else, or it is something else altogether.
            var found = blocks.Select(block => AnswerMembers.Of(block, type)).Where(block => block.IsWhole || block.Members.Any(IsMeant)).ToList();
            if (Changes(type, [.. found.SelectMany(block => block.Members).Reverse().DistinctBy(Key).Reverse()]) is { } changes)
                return (changes, [.. found.SelectMany(block => block.Usings).Distinct(StringComparer.Ordinal)]);
        }

        foreach (var (statements, imported) in blocks.Reverse().Select(block => AnswerMembers.StatementsOf(block, root.SyntaxTree.Options)).Where(read => !read.Statements.IsEmpty))
        {
            if ((target is null ? place.Span : Range(statements)) is { } range)
                return (Replaced(range, statements), imported);
        }

        return null;
    }

    // The place where it is usings, or where they would stand.
    private CompilationUnitSyntax? OwnUsings() => place.Text.Length > 0 ? AnswerMembers.UsingsAlone(place.Text, root.SyntaxTree.Options)
        : EditPlaces.DeclarationAt(root, place.Span) is null ? SyntaxFactory.CompilationUnit() : null;

    private static bool IsGlobal(UsingDirectiveSyntax directive) => directive.GlobalKeyword.RawKind != 0;

    private (List<TextChange> Changes, ImmutableArray<string> Usings) UsingChanges(CompilationUnitSyntax written)
    {
        if (place.Text.Length == 0)
            return ([], AnswerMembers.UsingsOf(written));
        var block = written.ToFullString()[written.Usings[0].SpanStart..written.Usings[^1].Span.End];
        var indentation = layout.IndentationAt(place.Span.Start);
        var after = string.Join(layout.LineEnd, block.ReplaceLineEndings("\n").Split('\n').Select((line, at) => at == 0 || line.Trim().Length == 0 ? line.Trim() : indentation + line.Trim()));
        return (after == place.Text ? [] : [Least(place.Span, place.Text, after)], []);
    }

    // The type of which the place is what stands in front of its brace: it is too long to be asked about whole.
    private BaseTypeDeclarationSyntax? HeadAt() => root.FindToken(place.Span.Start).Parent?.AncestorsAndSelf().OfType<BaseTypeDeclarationSyntax>()
        .FirstOrDefault(type => EditPlace.SpanOf(type).Start == place.Span.Start && HeadEnd(type) == place.Span.End);

    private static int? HeadEnd(BaseTypeDeclarationSyntax type) => type.OpenBraceToken is { RawKind: not 0, IsMissing: false } brace ? brace.GetPreviousToken().Span.End : null;

    // What an interface asks for is written with the head that names it.
    private List<TextChange> HeadChanges(BaseTypeDeclarationSyntax existing, BaseTypeDeclarationSyntax written)
    {
        var changes = new List<TextChange>();
        var indentation = layout.IndentationAt(place.Span.Start);
        var head = written.SyntaxTree.GetText().ToString(TextSpan.FromBounds(EditPlace.SpanOf(written).Start, HeadEnd(written)!.Value));
        if (!SyntaxFactory.ParseTokens(head).Select(token => token.Text).SequenceEqual(SyntaxFactory.ParseTokens(place.Text).Select(token => token.Text), StringComparer.Ordinal))
            changes.Add(new TextChange(place.Span, string.Join(layout.LineEnd, head.ReplaceLineEndings("\n").Split('\n').Select((line, at) => at == 0 ? line : indentation + line))));
        if (existing is TypeDeclarationSyntax { Members: [.., var last] own } && written is TypeDeclarationSyntax { Members: var members })
            Add(changes, last.Span.End, layout.IndentationAt(last.SpanStart), members.Where(member => !own.Any(other => Key(other) == Key(member))));
        return changes;
    }

    private void Add(List<TextChange> changes, int position, string indentation, IEnumerable<MemberDeclarationSyntax> members)
    {
        var added = string.Concat(members.Select(member => layout.LineEnd + layout.LineEnd + indentation + Fitted(member, member.SpanStart, "", indentation)));
        if (added.Length > 0)
            changes.Add(new TextChange(new TextSpan(position, 0), added));
    }

    // What was asked for, and what is new; members that are there and were not asked for stay as they are, whatever the answer makes of them.
    private List<TextChange>? Changes(TypeDeclarationSyntax type, ImmutableArray<MemberDeclarationSyntax> members)
    {
        var own = type.Members;
        var meant = members.LastOrDefault(member => Key(member) == Key(target!)) ?? members.LastOrDefault(IsMeant);
        // By itself something new is no answer: what was asked for is missing.
        if (meant is null)
            return null;
        var changes = Changes(target!, meant);
        Add(changes, place.Span.End, layout.IndentationAt(place.Span.Start), members.Where(member => member != meant && !own.Any(other => Key(other) == Key(member))));
        return changes;
    }

    // With other parameters. Of several that share the name it is the one of which only the types are others: one was misspelled.
    private bool IsMeant(MemberDeclarationSyntax member) => Name(member) == Name(target!)
        && (Key(member) == Key(target!) || ((TypeDeclarationSyntax)target!.Parent!).Members.Count(other => Name(other) == Name(member)) == 1 || ParameterNames(target).SequenceEqual(ParameterNames(member), StringComparer.Ordinal));

    private List<TextChange> Changes(MemberDeclarationSyntax existing, MemberDeclarationSyntax written)
    {
        // Attributes stay as they are: the model was not shown them, or writes them again.
        var span = EditPlace.SpanOf(existing);
        var from = existing.AttributeLists.Count > 0 ? EditPlace.SpanOf(written).Start : written.SpanStart;
        var before = text.ToString(span);
        var after = Fitted(written, from, before, layout.IndentationAt(existing.SpanStart));
        // The tokens of one that lacks its last brace, and has its type's instead, are those of one that is whole.
        var isSame = before == after
            || (span.End == existing.Span.End && SyntaxFactory.AreEquivalent(existing.WithAttributeLists([]), written.WithAttributeLists([])) && !HasOtherTrivia(existing, written));
        return isSame ? [] : [Least(span, before, after)];
    }

    // Lines at the beginning and at the end that are the same are no part of the change.
    private static TextChange Least(TextSpan span, string before, string after)
    {
        var start = before.LastIndexOf('\n', Math.Max(0, before.AsSpan().CommonPrefixLength(after) - 1)) + 1;
        var end = SharedEnds.EndOf(before, after, start);
        var line = before.IndexOf('\n', before.Length - end);
        end = line < 0 ? 0 : before.Length - line;
        return new TextChange(TextSpan.FromBounds(span.Start + start, span.End - end), after[start..^end]);
    }

    private string Fitted(SyntaxNode node, int from, string before, string indentation) => AnswerLayout.Fit(node, from, before, indentation, layout);

    private List<TextChange> Replaced(TextSpan span, ImmutableArray<StatementSyntax> statements)
    {
        var before = text.ToString(span);
        var indentation = layout.IndentationAt(span.Start);
        var lines = statements.Select((statement, at) => Fitted(statement, statement.SpanStart, at == 0 && statements.Length == 1 ? before : "", indentation));
        var after = string.Join(layout.LineEnd + indentation, lines);
        var existing = AnswerMembers.StatementsOf(before, root.SyntaxTree.Options).Statements;
        var isSame = before == after || (existing.Length == statements.Length && existing.Zip(statements).All(pair => SyntaxFactory.AreEquivalent(pair.First, pair.Second) && !HasOtherTrivia(pair.First, pair.Second)));
        return isSame ? [] : [new TextChange(span, after)];
    }

    // Statements by themselves: from the one that the first repeats to the one that the last repeats, else the one that was asked about.
    private TextSpan? Range(ImmutableArray<StatementSyntax> statements)
    {
        var asked = root.FindToken(Math.Clamp(focus.Start, place.Span.Start, place.Span.End - 1)).Parent?.FirstAncestorOrSelf<StatementSyntax>(statement => statement is not BlockSyntax);
        if (asked is null || !place.Span.Contains(asked.Span))
            return null;
        foreach (var block in asked.Ancestors().OfType<BlockSyntax>().Where(block => statements.Length > 1 && place.Span.Contains(block.Span)))
        {
            var first = block.Statements.FirstOrDefault(statement => SyntaxFactory.AreEquivalent(statement, statements[0]));
            var last = block.Statements.LastOrDefault(statement => SyntaxFactory.AreEquivalent(statement, statements[^1]));
            if (first is not null && last is not null && first.SpanStart <= asked.SpanStart && asked.Span.End <= last.Span.End)
                return TextSpan.FromBounds(first.SpanStart, last.Span.End);
        }

        return asked.Span;
    }

    private bool LeavesOut(string code) => LeftOut.In(code).Except(LeftOut.In(place.Text), StringComparer.Ordinal).Any();

    // Comments and directives.
    private static bool HasOtherTrivia(SyntaxNode existing, SyntaxNode written)
    {
        static IEnumerable<string> In(SyntaxNode node) => node.DescendantTrivia()
            .Where(trivia => trivia.Kind() is SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia || (trivia.IsDirective && node.Span.Contains(trivia.Span)))
            .Select(trivia => trivia.ToString().Trim());
        return !In(existing).Where(text => text.Length > 0).SequenceEqual(In(written), StringComparer.Ordinal);
    }

    // Two members of one type have the same only where one takes the place of the other.
    private static string Key(MemberDeclarationSyntax member) => $"{Name(member)}({string.Join(',', Parameters(member))})";

    private static string Name(MemberDeclarationSyntax member) => member switch
    {
        MethodDeclarationSyntax method => $"{method.Identifier.ValueText}`{method.Arity}",
        PropertyDeclarationSyntax property => property.Identifier.ValueText,
        EventDeclarationSyntax one => one.Identifier.ValueText,
        BaseFieldDeclarationSyntax field => field.Declaration.Variables[0].Identifier.ValueText,
        ConstructorDeclarationSyntax constructor => constructor.Modifiers.Any(SyntaxKind.StaticKeyword) ? ".cctor" : ".ctor",
        DestructorDeclarationSyntax => "~",
        IndexerDeclarationSyntax => "this[]",
        OperatorDeclarationSyntax one => $"operator {one.OperatorToken.Text}",
        ConversionOperatorDeclarationSyntax one => $"operator {one.ImplicitOrExplicitKeyword.Text} {one.Type}",
        BaseTypeDeclarationSyntax type => type.Identifier.ValueText,
        DelegateDeclarationSyntax one => one.Identifier.ValueText,
        _ => member.ToString(),
    };

    private static SeparatedSyntaxList<ParameterSyntax> ParametersOf(MemberDeclarationSyntax member) => member switch
    {
        BaseMethodDeclarationSyntax method => method.ParameterList.Parameters,
        IndexerDeclarationSyntax indexer => indexer.ParameterList.Parameters,
        DelegateDeclarationSyntax one => one.ParameterList.Parameters,
        _ => default,
    };

    private static IEnumerable<string> ParameterNames(MemberDeclarationSyntax member) => ParametersOf(member).Select(parameter => parameter.Identifier.ValueText);

    private static IEnumerable<string> Parameters(MemberDeclarationSyntax member) => ParametersOf(member).Select(parameter => $"{parameter.Modifiers.FirstOrDefault(modifier => modifier.Kind() is SyntaxKind.RefKeyword or SyntaxKind.OutKeyword or SyntaxKind.InKeyword)}{parameter.Type?.WithoutTrivia().ToString().TrimEnd('?')}");
}
