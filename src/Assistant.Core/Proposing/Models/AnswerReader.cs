using System.Collections.Immutable;
using Assistant.Core.Context;
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
    private readonly MemberWriter writer = new(root, text);

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
            return blocks.Reverse().Select(block => AnswerMembers.OfType(block, whole)).FirstOrDefault(found => found.Members.Length == 1) is { } declared ? (writer.Replacing(whole, declared.Members[0]), declared.Usings) : null;
        if (target is null && HeadAt() is { } headed)
            return blocks.Reverse().Select(block => AnswerMembers.WithHead(block, headed)).FirstOrDefault(found => found is not null) is { } head ? (HeadChanges(headed, head.Type), head.Usings) : null;
        if (target?.Parent is TypeDeclarationSyntax type)
        {
            // A block without what was asked for is one of new members, and of nothing else, or it is something else altogether.
            var found = blocks.Select(block => AnswerMembers.Of(block, type)).Where(block => block.IsWhole || block.Members.Any(IsMeant)).ToList();
            if (Changes(type, [.. found.SelectMany(block => block.Members).Reverse().DistinctBy(MemberNames.Key).Reverse()]) is { } changes)
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
        var indentation = writer.Layout.IndentationAt(place.Span.Start);
        var after = string.Join(writer.Layout.LineEnd, block.ReplaceLineEndings("\n").Split('\n').Select((line, at) => at == 0 || line.Trim().Length == 0 ? line.Trim() : indentation + line.Trim()));
        return (after == place.Text ? [] : [MemberWriter.Least(place.Span, place.Text, after)], []);
    }

    // The type of which the place is what stands in front of its brace: it is too long to be asked about whole.
    private BaseTypeDeclarationSyntax? HeadAt() => root.FindToken(place.Span.Start).Parent?.AncestorsAndSelf().OfType<BaseTypeDeclarationSyntax>()
        .FirstOrDefault(type => MemberWriter.HeadOf(type) == place.Span);

    // What an interface asks for is written with the head that names it.
    private List<TextChange> HeadChanges(BaseTypeDeclarationSyntax existing, BaseTypeDeclarationSyntax written)
    {
        var changes = writer.ReplacingHead(existing, written);
        if (existing is TypeDeclarationSyntax { Members: [.., var last] own } && written is TypeDeclarationSyntax { Members: var members })
            changes.AddRange(writer.Adding(last.Span.End, writer.Layout.IndentationAt(last.SpanStart), members.Where(member => !own.Any(other => MemberNames.Key(other) == MemberNames.Key(member)))));
        return changes;
    }

    // What was asked for, and what is new; members that are there and were not asked for stay as they are, whatever the answer makes of them.
    private List<TextChange>? Changes(TypeDeclarationSyntax type, ImmutableArray<MemberDeclarationSyntax> members)
    {
        var own = type.Members;
        var meant = members.LastOrDefault(member => MemberNames.Key(member) == MemberNames.Key(target!)) ?? members.LastOrDefault(IsMeant);
        // By itself something new is no answer: what was asked for is missing.
        if (meant is null)
            return null;
        var added = members.Where(member => member != meant && !own.Any(other => MemberNames.Key(other) == MemberNames.Key(member)));
        return [.. writer.Replacing(target!, meant), .. writer.Adding(place.Span.End, writer.Layout.IndentationAt(place.Span.Start), added)];
    }

    // With other parameters. Of several that share the name it is the one of which only the types are others: one was misspelled.
    private bool IsMeant(MemberDeclarationSyntax member) => MemberNames.Name(member) == MemberNames.Name(target!)
        && (MemberNames.Key(member) == MemberNames.Key(target!) || ((TypeDeclarationSyntax)target!.Parent!).Members.Count(other => MemberNames.Name(other) == MemberNames.Name(member)) == 1 || MemberNames.ParameterNames(target).SequenceEqual(MemberNames.ParameterNames(member), StringComparer.Ordinal));

    private List<TextChange> Replaced(TextSpan span, ImmutableArray<StatementSyntax> statements)
    {
        var before = text.ToString(span);
        var indentation = writer.Layout.IndentationAt(span.Start);
        var lines = statements.Select((statement, at) => writer.Fitted(statement, statement.SpanStart, at == 0 && statements.Length == 1 ? before : "", indentation));
        var after = string.Join(writer.Layout.LineEnd + indentation, lines);
        var existing = AnswerMembers.StatementsOf(before, root.SyntaxTree.Options).Statements;
        var isSame = before == after || (existing.Length == statements.Length && existing.Zip(statements).All(pair => SyntaxFactory.AreEquivalent(pair.First, pair.Second) && !MemberWriter.HasOtherTrivia(pair.First, pair.Second)));
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
}
