using Assistant.Core.Chat;
using Xunit;

namespace Assistant.Tests.Chat;

/// <summary>What is prose and what is a block of what a model says, however it comes in pieces.</summary>
public sealed class SpeechSplitterTests
{
    private const int LongestPiece = 7;

    /// <summary>What is said; what comes of it: prose in brackets, <c>{}</c> where a block begins, <c>{info|code}</c> where it ends, with <c>!</c> where its end is missing.</summary>
    public static TheoryData<string, string> Texts => new()
    {
        { "", "" },
        { "Hello.", "[Hello.]" },
        { "One\ntwo\n", "[One\ntwo\n]" },
        { "\n\n  \nHello", "[Hello]" },
        { "  Indented", "[  Indented]" },
        { "Do:\n```csharp\nint a;\n```\nThen.", "[Do:\n]{}{csharp|int a;}[Then.]" },
        { "```\na\n\nb\n```", "{}{|a\n\nb}" },
        { "```\n```", "{}{|}" },
        { "```\n\n```", "{}{|}" },
        { "\n  \n```cs\na\n```", "{}{cs|a}" },
        { "<\n```cs\na\n```", "[<\n]{}{cs|a}" },
        // Longer fences hold shorter ones, and those of one mark the other.
        { "````md\n```cs\na\n```\n````\n", "{}{md|```cs\na\n```}" },
        { "~~~cs\n```\na\n~~~\n", "{}{cs|```\na}" },
        { "```cs\n~~~\na\n```\n", "{}{cs|~~~\na}" },
        { "```cs\na\n`````\nb", "{}{cs|a}[b]" },
        { "~~~~\na\n~~~\nb\n~~~~", "{}{|a\n~~~\nb}" },
        // What stands behind the fence.
        { "```csharp src/Order.cs\na\n```", "{}{csharp src/Order.cs|a}" },
        { "```csharp title=\"src/Order.cs\"\na\n```", "{}{csharp title=\"src/Order.cs\"|a}" },
        { "``` cs:Order.cs \na\n```", "{}{cs:Order.cs|a}" },
        { "~~~cs `a`\nb\n~~~", "{}{cs `a`|b}" },
        // In a list.
        { "1. Do\n\n   ```cs\n   if (a)\n     b();\n  c();\n   ```\n2. End", "[1. Do\n\n]{}{cs|if (a)\n  b();\nc();}[2. End]" },
        { "      ```cs\n      a\n      ```\n", "{}{cs|a}" },
        { "\t```cs\n\ta\n\t\tb\n\t```\n", "{}{cs|a\n\tb}" },
        { "- ```cs\n  a\n  ```\nend", "{}{cs|a}[end]" },
        { "2. ```cs\n   a\n   ```\n3. end", "{}{cs|a}[3. end]" },
        { "> Say:\n> ```cs\n> a\n>\n> b\n> ```\n> end", "[> Say:\n]{}{cs|a\n\nb}[> end]" },
        { "- one\n* two\n1. three\n", "[- one\n* two\n1. three\n]" },
        { "-", "[-]" },
        { "2024 was", "[2024 was]" },
        // What is no fence.
        { "``a`` is code\n", "[``a`` is code\n]" },
        { "```a``` is code\n", "[```a``` is code\n]" },
        { "`a` and ``` in a line\n", "[`a` and ``` in a line\n]" },
        { "``\n``\n", "[``\n``\n]" },
        { "``~\n", "[``~\n]" },
        { "~~gone~~\n", "[~~gone~~\n]" },
        // At the end.
        { "a\n`", "[a\n`]" },
        { "a\n``", "[a\n``]" },
        { "a\n```", "[a\n```]" },
        { "a\n```cs", "[a\n```cs]" },
        { "a\n   ", "[a\n   ]" },
        { "a\n```cs\n", "[a\n]{}{cs|!}" },
        { "a\n```cs\nint a;\nint", "[a\n]{}{cs|int a;\nint!}" },
        { "a\n```cs\nint a;\n``", "[a\n]{}{cs|int a;\n``!}" },
        { "a\n```cs\nint a;\n```", "[a\n]{}{cs|int a;}" },
        { "```cs\na\n``` \t\n", "{}{cs|a}" },
        { "```cs\na\n```<|im_end|>", "{}{cs|a}" },
        { "```cs\na\n``` b\nc\n```", "{}{cs|a\n``` b\nc}" },
        { "```cs\na\n```\n```cs\nb\n```\n", "{}{cs|a}{}{cs|b}" },
        // Line ends.
        { "a\r\n```cs\r\nb\r\n\r\nc\r\n```\r\nd\r\n", "[a\n]{}{cs|b\n\nc}[d\n]" },
        // Thoughts.
        { "<think>hm\n```cs\na\n```\n</think>\n\nHello", "[Hello]" },
        { "  <think></think>Hello", "[Hello]" },
        { "<think>a</think><think>b</think>\n```cs\na\n```", "{}{cs|a}" },
        { "<think>a <think> b</think>Hello", "[Hello]" },
        { "<think>never ends", "" },
        { "<think>", "" },
        { "<thin", "[<thin]" },
        { "<thinker> he is", "[<thinker> he is]" },
        { "Say <think> and </think>.", "[Say <think> and </think>.]" },
        { "<summary>a</summary>\n", "[<summary>a</summary>\n]" },
        // A line too long to begin a block is prose, however it comes.
        { "```" + new string('a', 998) + "\nb\n", "[```" + new string('a', 998) + "\nb\n]" },
        { new string(' ', 1001) + "```cs\nb\n", "[" + new string(' ', 1001) + "```cs\nb\n]" },
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public void The_same_comes_of_a_text_in_whatever_pieces_it_comes(string text, string expected)
    {
        Assert.Equal(expected, Told([text]));
        for (var length = 1; length <= LongestPiece; length++)
            Assert.Equal(expected, Told(text.Chunk(length).Select(piece => new string(piece))));
        // Long ones are about their length alone.
        for (var cut = 1; cut < Math.Min(text.Length, 100); cut++)
            Assert.Equal(expected, Told([text[..cut], text[cut..]]));
    }

    [Fact]
    public void Prose_is_told_at_once_and_of_a_block_nothing_before_its_end()
    {
        const string Text = "Use a list:\n```csharp\nvar list = 1;\n```\nand `so` on.";
        var splitter = new SpeechSplitter();
        var told = Text.Select(letter => Show(splitter.Add(letter.ToString()))).ToList();
        Assert.Equal("Use a list:\n".Select(letter => $"[{letter}]"), told[..12]);
        var end = Text.IndexOf("\nand", StringComparison.Ordinal);
        Assert.Equal("{}", string.Concat(told[12..end]));
        Assert.Equal("{csharp|var list = 1;}", told[end]);
        // A mark within a line begins no block.
        Assert.Equal("and `so` on.".Select(letter => $"[{letter}]"), told[(end + 1)..]);
    }

    [Theory]
    [InlineData("<think>", 'x', 0)]
    [InlineData("", ' ', 1_000_000)]
    [InlineData("", 'x', 1_000_000)]
    [InlineData("a\n", '`', 1_000_002)]
    [InlineData("a\n```", 'x', 1_000_005)]
    [InlineData("a\n", '\t', 1_000_002)]
    [InlineData("```cs\n", 'x', 0)]
    public void What_never_ends_costs_no_more_than_its_length(string begin, char letter, int told)
    {
        var splitter = new SpeechSplitter();
        var letters = splitter.Add(begin).OfType<SpokenPart.Prose>().Sum(part => part.Text.Length);
        var piece = letter.ToString();
        for (var count = 0; count < 1_000_000; count++)
            letters += splitter.Add(piece).OfType<SpokenPart.Prose>().Sum(part => part.Text.Length);
        Assert.Equal(told, letters);
    }

    private static string Told(IEnumerable<string> pieces)
    {
        var splitter = new SpeechSplitter();
        var parts = pieces.SelectMany(splitter.Add).ToList();
        parts.AddRange(splitter.End());
        return Show(parts).Replace("][", "", StringComparison.Ordinal);
    }

    private static string Show(IEnumerable<SpokenPart> parts) => string.Concat(parts.Select(part => part switch
    {
        SpokenPart.Prose prose => $"[{prose.Text}]",
        SpokenPart.Begun => "{}",
        SpokenPart.Block block => $"{{{block.Info}|{block.Code}{(block.IsClosed ? "" : "!")}}}",
        _ => throw new InvalidOperationException("another part"),
    }));
}
