using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Assistant.Core.Proposing.Rules.Conversions;

/// <summary>
/// Writes a literal as the other kind it may have been meant as: a number in quotes without them, a number that is a text in
/// quotes, a character as a text and the other way around. The literal is the place itself, an operand of it, or what a
/// variable at the place was declared with.
/// </summary>
internal sealed class LiteralRule : IRepairRule
{
    public ImmutableArray<string> Ids =>
        ["CS0019", "CS0021", "CS0023", "CS0029", "CS0030", "CS0034", "CS0121", "CS0173", "CS0266", "CS1061", "CS1503", "CS1579", "CS1750", "CS1929", "CS8121"];

    public IEnumerable<RuleRepair> Propose(Fault fault) => Literals(fault).Distinct().SelectMany(Otherwise);

    private static IEnumerable<LiteralExpressionSyntax> Literals(Fault fault)
    {
        var value = fault.Node.FirstAncestorOrSelf<ExpressionSyntax>();
        if (value is SimpleNameSyntax { Parent: MemberAccessExpressionSyntax access } && access.Name == value)
            value = access;
        if (fault.Node.FirstAncestorOrSelf<EqualsValueClauseSyntax>() is { Parent: ParameterSyntax } parameter)
            value = parameter.Value;
        foreach (var part in PartsOf(fault.Id, fault.Node is ArgumentSyntax argument ? argument.Expression : value))
        {
            if (part is LiteralExpressionSyntax literal)
                yield return literal;
            else if (part is IdentifierNameSyntax && fault.DeclarationOf(fault.SymbolOf(part))
                is VariableDeclaratorSyntax { Initializer.Value: LiteralExpressionSyntax first, Parent: VariableDeclarationSyntax { Type.IsVar: true } })
                yield return first;
        }
    }

    private static IEnumerable<ExpressionSyntax> PartsOf(string id, ExpressionSyntax? value) => value switch
    {
        null => [],
        BinaryExpressionSyntax binary when id is "CS0019" or "CS0034" => [binary.Left, binary.Right],
        PrefixUnaryExpressionSyntax prefix when id is "CS0023" => [prefix.Operand],
        PostfixUnaryExpressionSyntax postfix when id is "CS0023" => [postfix.Operand],
        ConditionalExpressionSyntax choice => [choice.WhenTrue, choice.WhenFalse],
        MemberAccessExpressionSyntax access => [access, access.Expression],
        ElementAccessExpressionSyntax element => [element.Expression],
        CastExpressionSyntax cast => [cast.Expression],
        // Where overloads cannot be told apart, one of the arguments is to blame.
        InvocationExpressionSyntax call when id is "CS0121" => call.ArgumentList.Arguments.Select(argument => argument.Expression),
        _ => [value],
    };

    private static IEnumerable<RuleRepair> Otherwise(LiteralExpressionSyntax literal)
    {
        var text = literal.Token.Text;
        switch (literal.Kind())
        {
            case SyntaxKind.StringLiteralExpression when IsNumber(literal.Token.ValueText):
                yield return Write(literal, literal.Token.ValueText);
                break;
            case SyntaxKind.StringLiteralExpression when literal.Token.ValueText.Length == 1 && text.StartsWith('"'):
                yield return Write(literal, text is "\"'\"" ? "'\\''" : text is "\"\\\"\"" ? "'\"'" : $"'{text[1..^1]}'");
                break;
            case SyntaxKind.CharacterLiteralExpression:
                yield return Write(literal, text is "'\"'" ? "\"\\\"\"" : text is "'\\''" ? "\"'\"" : $"\"{text[1..^1]}\"");
                break;
            case SyntaxKind.NumericLiteralExpression:
                yield return Write(literal, $"\"{text}\"");
                break;
        }
    }

    private static RuleRepair Write(LiteralExpressionSyntax literal, string text) => new($"Write {text}", Preference.Evident, Fault.Replace(literal, text));

    private static bool IsNumber(string text) => text.Length > 0 && char.IsAsciiDigit(text[0]) && SyntaxFactory.ParseExpression(text) is LiteralExpressionSyntax { ContainsDiagnostics: false } number
        && number.IsKind(SyntaxKind.NumericLiteralExpression) && number.FullSpan.Length == text.Length && number.Token.Text == text;
}
