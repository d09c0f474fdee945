using System.Collections.Immutable;
using Assistant.Core.Completion;
using Assistant.Core.Proposing.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Assistant.Core.Proposing.Models;

/// <summary>
/// The members that code of an answer declares: by themselves, in their type, or in a whole file around it. The parser reads
/// on over what it does not understand; of that nothing is taken. Tokens that are missing where the grammar leaves no choice
/// are put in.
/// </summary>
/// <param name="Members">Whole members, each of a text of its own.</param>
/// <param name="Usings">Namespaces that the code imports.</param>
/// <param name="IsWhole">Whether there is nothing else in the code.</param>
internal sealed record AnswerMembers(ImmutableArray<MemberDeclarationSyntax> Members, ImmutableArray<string> Usings, bool IsWhole)
{
    private static readonly SyntaxKind[] Obvious = [SyntaxKind.SemicolonToken, SyntaxKind.CloseParenToken, SyntaxKind.CloseBraceToken, SyntaxKind.CloseBracketToken];

    /// <summary>Reads code that stands for members of a type.</summary>
    /// <param name="code">The code.</param>
    /// <param name="type">The type they are of.</param>
    public static AnswerMembers Of(string code, TypeDeclarationSyntax type)
    {
        var options = (CSharpParseOptions)type.SyntaxTree.Options;
        var file = Parse(code, options);
        var usings = UsingsOf(file);
        var rest = BehindUsings(file, code);
        var same = file.DescendantNodes(node => node is not BaseMethodDeclarationSyntax).OfType<TypeDeclarationSyntax>().Where(found => found.Identifier.ValueText == type.Identifier.ValueText).ToList();
        // The model's own head of the type does not matter, that it is one of the same kind does: in an interface a member has no body.
        var read = same.Count > 0 ? file : Parse($"{type.Keyword.Text} {type.Identifier.Text} {{\n{rest}\n}}", options);
        var members = (same.Count > 0 ? same : Types(read).Take(1)).SelectMany(found => found.Members);
        var completed = members.Where(IsClosed).Select(member => Completed(member, type)).OfType<MemberDeclarationSyntax>();
        return new AnswerMembers([.. completed], usings, IsWhole: !HasErrors(read));
    }

    /// <summary>The whole members of a type as an answer writes it.</summary>
    /// <param name="written">The answer's.</param>
    /// <param name="type">The one it stands for.</param>
    public static ImmutableArray<MemberDeclarationSyntax> Of(TypeDeclarationSyntax written, TypeDeclarationSyntax type) =>
        [.. written.Members.Where(IsClosed).Select(member => Completed(member, type)).OfType<MemberDeclarationSyntax>()];

    /// <summary>Reads code that stands for a whole type.</summary>
    public static AnswerMembers OfType(string code, BaseTypeDeclarationSyntax type)
    {
        var file = Parse(code, (CSharpParseOptions)type.SyntaxTree.Options);
        var found = file.DescendantNodes().OfType<BaseTypeDeclarationSyntax>().FirstOrDefault(other => other.Identifier.ValueText == type.Identifier.ValueText && !HasErrors(other));
        return new AnswerMembers(found is null ? [] : [found], UsingsOf(file), IsWhole: !HasErrors(file));
    }

    /// <summary>Reads code that stands for the head of a type, with members or without; null when it is none.</summary>
    public static (BaseTypeDeclarationSyntax Type, ImmutableArray<string> Usings)? WithHead(string code, BaseTypeDeclarationSyntax type)
    {
        foreach (var whole in new[] { code, code.TrimEnd().TrimEnd('{') + "\n{\n}" })
        {
            var file = Parse(whole, (CSharpParseOptions)type.SyntaxTree.Options);
            var found = file.DescendantNodes().OfType<BaseTypeDeclarationSyntax>()
                .FirstOrDefault(other => other.Identifier.ValueText == type.Identifier.ValueText && other is { OpenBraceToken: { RawKind: not 0, IsMissing: false } } && !HasErrors(other));
            if (found is not null)
                return (found, UsingsOf(file));
        }

        return null;
    }

    /// <summary>Reads code that stands for statements, with usings in front or without; no statements when it is none.</summary>
    public static (ImmutableArray<StatementSyntax> Statements, ImmutableArray<string> Usings) StatementsOf(string code, ParseOptions options)
    {
        var file = Parse(code, (CSharpParseOptions)options);
        var method = Types(Parse($"class C {{ async void M() {{\n{BehindUsings(file, code)}\n}} }}", (CSharpParseOptions)options)).Take(1).SelectMany(type => type.Members).ToList();
        return method is [MethodDeclarationSyntax { Body: { } body } only] && !HasErrors(only) ? ([.. body.Statements], UsingsOf(file)) : ([], []);
    }

    /// <summary>Reads code that is usings and nothing else; null when it is something else.</summary>
    public static CompilationUnitSyntax? UsingsAlone(string code, ParseOptions options)
    {
        var file = Parse(code, (CSharpParseOptions)options);
        return file is { Usings.Count: > 0, Externs.Count: 0, AttributeLists.Count: 0, Members.Count: 0, ContainsDirectives: false } && !HasErrors(file) ? file : null;
    }

    /// <summary>Namespaces that a file imports.</summary>
    public static ImmutableArray<string> UsingsOf(CompilationUnitSyntax file) =>
    [
        .. Imports.In(file).Where(directive => !directive.ContainsDiagnostics)
            .Select(directive => directive.Name!.ToString()).Distinct(StringComparer.Ordinal),
    ];

    private static string BehindUsings(CompilationUnitSyntax file, string code) => file.Usings is [.., var last] && file.Members.Count > 0 ? code[last.Span.End..] : code;

    private static CompilationUnitSyntax Parse(string code, CSharpParseOptions options) => CSharpSyntaxTree.ParseText(code, options).GetCompilationUnitRoot();

    private static IEnumerable<TypeDeclarationSyntax> Types(CompilationUnitSyntax file) => file.Members.OfType<TypeDeclarationSyntax>();

    private static bool HasErrors(SyntaxNode node) => node.GetDiagnostics().Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);

    // Where a brace is missing the compiler takes another one for it, and what was meant to be behind a loop comes to be in it.
    // Only the indentation tells that it is missing at the end.
    private static bool IsClosed(MemberDeclarationSyntax member) =>
        (member.Parent is not TypeDeclarationSyntax { CloseBraceToken.IsMissing: true } && !member.DescendantTokens().Any(token => token.IsMissing && token.IsKind(SyntaxKind.CloseBraceToken)))
        || (LastOfCode(member) is { } last && AnswerLayout.DepthOf(member, last.SpanStart) is { } found && found.Depth == AnswerLayout.BracesAt(member, last.SpanStart));

    private static SyntaxToken? LastOfCode(MemberDeclarationSyntax member) => member.DescendantTokens()
        .Where(token => !token.IsMissing && !token.IsKind(SyntaxKind.CloseBraceToken)).Select(token => (SyntaxToken?)token).LastOrDefault();

    private static MemberDeclarationSyntax? Completed(MemberDeclarationSyntax member, TypeDeclarationSyntax type)
    {
        if (!HasErrors(member))
            return member is IncompleteMemberSyntax or GlobalStatementSyntax ? null : member;
        // What it lacks is put behind the token before.
        var text = SourceText.From(member.ToString());
        var start = member.SpanStart;
        var changes = member.DescendantTokens().Where(token => token.IsMissing && Obvious.Contains(token.Kind()))
            .Select(token => new TextChange(new TextSpan(token.GetPreviousToken().Span.End - start, 0), SyntaxFacts.GetText(token.Kind()))).ToList();
        if (changes.Count == 0 || changes.Exists(change => change.Span.Start < 0))
            return null;
        // As far in as it stood: the lines behind its first one still are.
        var indentation = Layout.IndentationAt(member.SyntaxTree.GetText(), start);
        var completed = Parse($"{type.Keyword.Text} {type.Identifier.Text} {{\n{indentation}{text.WithChanges(changes)}\n}}", (CSharpParseOptions)type.SyntaxTree.Options);
        return Types(completed).FirstOrDefault() is { Members: [var only] } && !HasErrors(only) && only is not IncompleteMemberSyntax ? only : null;
    }
}
