using System.Text;
using Assistant.Core.Chat;
using Assistant.Core.Proposing.Models;
using Assistant.Core.Verification;
using Microsoft.CodeAnalysis.Text;
using Xunit;

namespace Assistant.Tests.Chat;

/// <summary>Code of an answer comes into the text as it is by then, or it is said why not.</summary>
public sealed class LaterTextTests
{
    private const string Total = "return lines.Length;";
    private const string Block = "public class Order\n{\n    public int Total()\n    {\n        return lines.Length + 1;\n    }\n}\n";
    private const string Two = "public class Order\n{\n    public int Total()\n    {\n        return lines.Length + 1;\n    }\n\n    public bool IsEmpty => lines.Length == 0;\n}\n";
    private const string First = "public class Order\n{\n    public int First => lines[0];\n}\n";
    private const string Customer = "namespace Shop;\n\npublic class Line\n{\n    public int Amount => 1;\n}\n";
    private const string Applied = "return lines.Length + 1;";

    [Theory]
    // The block; what stands of the order by then; what comes of it.
    [InlineData(Block, Total, Total, "taken")]
    [InlineData(Block, "public class Order\n{", "/// <summary>More.</summary>\npublic class Order\n{\n    public int First => lines[0];\n", "taken")]
    [InlineData(Block, Total, "return 7;", "Order.Total() is not what it was when the answer came: ask again")]
    [InlineData(Block, Total, "// Changed.\n        return lines.Length;", "Order.Total() is not what it was when the answer came: ask again")]
    [InlineData(Block, "int Total()", "int Sum()", "Order.Total() is not what it was when the answer came: ask again")]
    [InlineData(Block, "class Order", "class Bill", "Order.Total() is not what it was when the answer came: ask again")]
    [InlineData(Block, Total, Applied, "the code is there already")]
    [InlineData(Block, "int[] lines = [1, 2]", "string lines = \"\"", "taken")]
    [InlineData(First, "int[] lines = [1, 2]", "System.Array lines = new int[2]", "on the text as it is now it does not compile: CS0021: *: ask again")]
    // One of two was taken over by hand.
    [InlineData(Two, Total, Applied, "taken")]
    [InlineData(Two, Total, Total, "taken")]
    [InlineData(Two, "    public int Total()", "    public bool IsEmpty => lines.Length == 0;\n\n    public int Total()", "taken")]
    [InlineData(Two, "    public int Total()", "    public bool IsEmpty => false;\n\n    public int Total()", "Order.IsEmpty is not what it was when the answer came: ask again")]
    public async Task A_block_follows_its_member_or_is_refused(string code, string old, string now, string expected)
    {
        var verifier = await ChatScene.OpenAsync();
        var order = ChatScene.DocumentOf(verifier, "A/Order.cs");
        var judged = await JudgedAsync(verifier, ("csharp A/Order.cs", code));
        var text = (await order.GetTextAsync()).ToString();
        Assert.Contains(old, text, StringComparison.Ordinal);
        var later = text.Replace(old, now, StringComparison.Ordinal);
        var changed = new Verifier(verifier.Snapshot.WithSolution(verifier.Snapshot.Solution.WithDocumentText(order.Id, SourceText.From(later, Encoding.UTF8))));
        var (changes, reason) = await LaterText.TakeAsync(changed, judged, [new ChatPlace(order.FilePath!, null)], CancellationToken.None);
        if (expected != "taken")
        {
            Assert.Null(changes);
            Assert.StartsWith(expected.Split('*')[0], reason, StringComparison.Ordinal);
            Assert.EndsWith(expected.Split('*')[^1], reason, StringComparison.Ordinal);
            return;
        }

        Assert.Null(reason);
        // What was written meanwhile stays.
        var after = Assert.Single(changes!.Files).After!.ToString();
        Assert.Equal(later.Replace(Total, Applied, StringComparison.Ordinal), code == Block || later.Contains("IsEmpty", StringComparison.Ordinal) ? after : after.Replace("\n\n    public bool IsEmpty => lines.Length == 0;", "", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(null, "taken")]
    [InlineData(Customer, "the code is there already")]
    [InlineData("namespace Shop;\n\npublic class Line\n{\n    public int Amount => 2;\n}\n", "new file A/Line.cs is not what it was when the answer came: ask again")]
    [InlineData("namespace Shop;\n\npublic class Other;\n", "new file A/Line.cs is not what it was when the answer came: ask again")]
    public async Task A_file_that_was_made_meanwhile_is_not_written_over(string? made, string expected)
    {
        var verifier = await ChatScene.OpenAsync();
        var judged = await JudgedAsync(verifier, ("csharp A/Line.cs", Customer));
        var later = made is null ? verifier : await ChatScene.OpenAsync($"{ChatScene.Shop}\n=== A/Line.cs\n{made}");
        var (changes, reason) = await LaterText.TakeAsync(later, judged, [], CancellationToken.None);
        Assert.Equal(expected, reason ?? "taken");
        Assert.Equal(expected == "taken", changes is not null);
    }

    [Theory]
    [InlineData(Total, "taken")]
    [InlineData("return 7;", "Order.Total() is not what it was when the answer came: ask again")]
    public async Task Blocks_that_compile_together_are_taken_together(string now, string expected)
    {
        var verifier = await ChatScene.OpenAsync();
        var judged = await JudgedAsync(verifier,
            ("csharp A/Customer.cs", "public class Customer\n{\n    public int Count() => Last.Total(2);\n}\n"),
            ("csharp A/Order.cs", "public class Order\n{\n    public int Total()\n    {\n        return Total(1);\n    }\n\n    public int Total(int rate) => lines.Length * rate;\n}\n"));
        Assert.Equal("2", Assert.Single(judged[0].Together));
        var order = ChatScene.DocumentOf(verifier, "A/Order.cs");
        var text = (await order.GetTextAsync()).ToString().Replace(Total, now, StringComparison.Ordinal);
        var changed = new Verifier(verifier.Snapshot.WithSolution(verifier.Snapshot.Solution.WithDocumentText(order.Id, SourceText.From(text, Encoding.UTF8))));
        var (changes, reason) = await LaterText.TakeAsync(changed, judged, [], CancellationToken.None);
        Assert.Equal(expected, reason ?? "taken");
        if (changes is not null)
            Assert.Equal(["A/Customer.cs", "A/Order.cs"], changes.Files.Select(file => verifier.Snapshot.RelativePath(file.FullPath)));
    }

    [Fact]
    public async Task Whatever_was_accepted_is_taken_into_the_same_text()
    {
        var verifier = await ChatScene.OpenAsync();
        // An alternative that another block writes again, a stranger, and two that need each other.
        var judged = await JudgedAsync(verifier,
            ("csharp A/Order.cs", Block),
            ("csharp A/Customer.cs", "public class Customer\n{\n    public int Unrelated() => 1;\n}\n"),
            ("csharp A/Order.cs", "public class Order\n{\n    public int Total()\n    {\n        return Sum();\n    }\n}\n"),
            ("csharp A/Order.cs", "public class Order\n{\n    private int Sum() => lines.Length;\n}\n"));
        Assert.Equal("4", string.Join(' ', judged[2].Together));
        foreach (var block in judged)
        {
            var (changes, reason) = await LaterText.TakeAsync(verifier, [.. judged.Where(one => one == block || block.Together.Contains(one.Id))], [], CancellationToken.None);
            Assert.True(changes is not null, reason);
        }
    }

    [Fact]
    public async Task What_was_taken_once_is_there_already()
    {
        var verifier = await ChatScene.OpenAsync();
        var judged = await JudgedAsync(verifier, ("csharp A/Order.cs", Two), ("csharp A/Line.cs", Customer));
        var (changes, _) = await LaterText.TakeAsync(verifier, judged, [], CancellationToken.None);
        Assert.Equal(["A/Line.cs", "A/Order.cs"], changes!.ToEdits().Select(edit => edit.Path).Distinct());
        Assert.Equal((null, "the code is there already"), await LaterText.TakeAsync(new Verifier(changes.After), judged, [], CancellationToken.None));
    }

    private static async Task<IReadOnlyList<JudgedBlock>> JudgedAsync(Verifier verifier, params (string Info, string Code)[] blocks)
    {
        var judge = new BlockJudge(verifier, [], await AnswerChanges.ImportedAsync(verifier.Snapshot.Solution, CancellationToken.None), "");
        foreach (var (info, code) in blocks)
            await judge.JudgeAsync(info, code, isClosed: true, CancellationToken.None);
        await judge.JudgeTogetherAsync(CancellationToken.None);
        Assert.All(judge.Judged, judged => Assert.Equal(VerdictKind.Accepted, judged.Verdict));
        return judge.Judged;
    }
}
