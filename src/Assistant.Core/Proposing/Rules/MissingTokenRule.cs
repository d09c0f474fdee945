using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Assistant.Core.Proposing.Rules;

/// <summary>Writes a token that the parser misses where a person would: right behind what stands before it.</summary>
internal sealed class MissingTokenRule : IRepairRule
{
    // What else the parser may expect has something to say that a rule cannot know, as ':' in a choice does.
    private static readonly string[] Known = [",", "(", ")", "[", "]", ">", "in", "=>", "while"];

    public ImmutableArray<string> Ids => ["CS0839", "CS1002", "CS1003", "CS1026"];

    public IEnumerable<RuleRepair> Propose(Fault fault)
    {
        if (Missing(fault) is not { } token || TokenBefore(fault) is not { } before)
            yield break;
        var title = $"Add '{token}'";
        if (token is "(" or "[" or "in" or "=>" or "while")
        {
            // What opens or joins stands at what comes after it.
            var next = before.GetNextToken();
            var space = token is "(" or "[" ? "" : " ";
            yield return new RuleRepair(title, Preference.Evident, fault.Insert(next.SpanStart, token + space));
        }
        else
        {
            yield return new RuleRepair(title, Preference.Evident, fault.Insert(before.Span.End, token));
            // Without its comma a type test takes the next word for its variable.
            if (token == "," && before.Parent is SingleVariableDesignationSyntax)
                yield return new RuleRepair(title, Preference.Named, fault.Insert(before.GetPreviousToken().Span.End, token));
        }
    }

    private static string? Missing(Fault fault) => fault.Id switch
    {
        "CS1002" => ";",
        "CS1026" => ")",
        // In "F(, b" no argument is missing but the end of the list; the parser then takes what follows for arguments.
        "CS0839" => TokenBefore(fault) is { RawKind: (int)SyntaxKind.OpenParenToken } ? ")" : null,
        // "Syntax error, ',' expected".
        _ => fault.Message.Split('\'') is [_, var expected, _] && Known.Contains(expected) ? expected : null,
    };

    // The place of the diagnostic is the token that came instead, or the end of the one before.
    private static SyntaxToken? TokenBefore(Fault fault)
    {
        var token = fault.Root.FindToken(Math.Min(fault.Span.Start, fault.Root.FullSpan.End - 1));
        if (token.SpanStart >= fault.Span.Start || token.IsMissing)
            token = token.GetPreviousToken();
        return token.IsKind(SyntaxKind.None) ? null : token;
    }
}
