using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Assistant.Core.Context;

/// <summary>Finds what is to be written anew around a position: the member, or what stands for one where there is none.</summary>
internal static class EditPlaces
{
    // A type of no more is taken whole where its head is meant.
    private const int SmallType = 100;

    /// <summary>The place around a span.</summary>
    /// <param name="document">The document.</param>
    /// <param name="root">Its root.</param>
    /// <param name="model">What it means.</param>
    /// <param name="around">A diagnostic's span or a caret; one outside of the text is taken for its end.</param>
    /// <param name="most">The most tokens its text may have.</param>
    public static EditPlace At(Document document, SyntaxNode root, SemanticModel model, TextSpan around, int most)
    {
        var text = root.GetText();
        var within = TextSpan.FromBounds(Math.Min(around.Start, text.Length), Math.Min(around.End, text.Length));
        var declaration = DeclarationAt(root, within);
        var span = declaration is null ? Outside(root) : EditPlace.SpanOf(declaration);
        if (declaration is BaseTypeDeclarationSyntax type)
            span = TokenEstimate.Of(text.ToString(EditPlace.SpanOf(type))) <= SmallType ? EditPlace.SpanOf(type) : HeadOf(type);
        if (TokenEstimate.Of(text.ToString(span)) > most)
            span = Narrowed(root, text, span, within, most);
        return new EditPlace(document, span, text.ToString(span), NameOf(document, model, declaration));
    }

    /// <summary>The member or type that is declared around a span; null outside of all.</summary>
    public static SyntaxNode? DeclarationAt(SyntaxNode root, TextSpan span)
    {
        var token = root.FindToken(Math.Min(span.Start, Math.Max(0, root.FullSpan.End - 1)));
        // Behind the last token of a member is still the member, as for a missing semicolon.
        if (token.SpanStart > span.Start && token.GetPreviousToken() is { RawKind: not 0 } before && before.GetLocation().GetLineSpan().EndLinePosition.Line == LineOf(root, span.Start))
            token = before;
        for (var node = token.Parent; node is not null; node = node.Parent)
        {
            switch (node)
            {
                case GlobalStatementSyntax:
                    return root;
                case BaseNamespaceDeclarationSyntax or CompilationUnitSyntax:
                    return null;
                case MemberDeclarationSyntax member:
                    return member;
            }
        }

        return null;
    }

    private static int LineOf(SyntaxNode root, int position) => root.GetText().Lines.GetLineFromPosition(position).LineNumber;

    private static TextSpan HeadOf(BaseTypeDeclarationSyntax type) =>
        TextSpan.FromBounds(EditPlace.SpanOf(type).Start, type.OpenBraceToken is { RawKind: not 0, IsMissing: false } brace ? brace.GetPreviousToken().Span.End : type.Span.End);

    // The usings, or where they would stand.
    private static TextSpan Outside(SyntaxNode root)
    {
        SyntaxList<UsingDirectiveSyntax> usings = root is CompilationUnitSyntax unit ? unit.Usings : default;
        if (usings.Count == 0 && root.ChildNodes().OfType<BaseNamespaceDeclarationSyntax>().FirstOrDefault() is { Usings.Count: > 0 } space)
            usings = space.Usings;
        return usings.Count == 0 ? new TextSpan(root.GetFirstToken(includeZeroWidth: true).SpanStart, 0) : TextSpan.FromBounds(usings[0].SpanStart, usings[^1].Span.End);
    }

    // What of it fits: the largest node around the place, or else the lines around it.
    private static TextSpan Narrowed(SyntaxNode root, SourceText text, TextSpan whole, TextSpan place, int most)
    {
        var inner = new TextSpan(Math.Clamp(place.Start, whole.Start, whole.End), 0);
        var fitting = root.FindToken(Math.Min(inner.Start, Math.Max(0, text.Length - 1))).Parent?.AncestorsAndSelf()
            .TakeWhile(node => whole.Contains(node.Span) && TokenEstimate.Of(text.ToString(node.Span)) <= most)
            .LastOrDefault(node => node is StatementSyntax or MemberDeclarationSyntax or AccessorDeclarationSyntax);
        if (fitting is not null)
            return fitting.Span;
        var line = text.Lines.GetLineFromPosition(inner.Start);
        var span = whole.Intersection(line.Span) ?? inner;
        if (TokenEstimate.Of(text.ToString(span)) > most)
            return inner;
        for (int above = line.LineNumber - 1, below = line.LineNumber + 1; ; above--, below++)
        {
            var wider = TextSpan.FromBounds(
                Math.Max(whole.Start, text.Lines[Math.Max(0, above)].Start), Math.Min(whole.End, text.Lines[Math.Min(text.Lines.Count - 1, below)].End));
            if (wider == span || TokenEstimate.Of(text.ToString(wider)) > most)
                return span;
            span = wider;
        }
    }

    private static string NameOf(Document document, SemanticModel model, SyntaxNode? declaration)
    {
        var symbol = declaration switch
        {
            null or CompilationUnitSyntax => null,
            BaseFieldDeclarationSyntax { Declaration.Variables: [var first, ..] } => model.GetDeclaredSymbol(first),
            _ => model.GetDeclaredSymbol(declaration),
        };
        return symbol?.ToDisplayString(SignatureText.Titles) ?? document.Name;
    }
}
