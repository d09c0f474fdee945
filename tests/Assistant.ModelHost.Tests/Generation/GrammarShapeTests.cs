using Assistant.ModelHost.Generation;
using Xunit;

namespace Assistant.ModelHost.Tests.Generation;

/// <summary>Grammars that would end the host, or keep a thread of it for ever, and those that are only large.</summary>
public sealed class GrammarShapeTests
{
    private const string Json = """
        root ::= object
        value ::= object | array | string | number | ("true" | "false" | "null") ws
        object ::= "{" ws ( string ":" ws value ("," ws string ":" ws value)* )? "}" ws
        array ::= "[" ws ( value ("," ws value)* )? "]" ws
        string ::= "\"" ( [^"\\\x7F\x00-\x1F] | "\\" (["\\bfnrt] | "u" [0-9a-fA-F]{4}) )* "\"" ws
        number ::= ("-"? ([0-9] | [1-9] [0-9]{0,15})) ("." [0-9]+)? ws # a number
        ws ::= | " " | "\n" [ \t]{0,20}
        """;

    public static TheoryData<string, bool> Grammars => new()
    {
        { Json, true },
        { "root ::= \"(((((\" [(((] # ((((", true },
        { string.Concat(Enumerable.Range(0, 500).Select(index => $"r{index} ::= \"a\" r{index + 1}\n")) + "r500 ::= \"b\"\nroot ::= r0", true },
        { "root ::= " + new string('(', 60) + "\"a\"" + new string(')', 60), true },
        { "root ::= " + new string('(', 100_000), false },
        { "root ::= \"\0\"", false },
        { string.Concat(Enumerable.Range(0, 40).Select(index => $"r{index} ::= r{index + 1} | r{index + 1}\n")) + "r40 ::= \"b\"\nroot ::= r0", false },
    };

    [Theory]
    [MemberData(nameof(Grammars))]
    public void What_the_reader_would_not_survive_is_said(string grammar, bool passes) => Assert.Equal(passes, GrammarShape.Complaint(grammar) is null);
}
