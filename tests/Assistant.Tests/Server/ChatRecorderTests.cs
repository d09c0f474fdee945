using Assistant.Core.Chat;
using Assistant.Core.Proposing.Models;
using Assistant.Core.Verification;
using Assistant.Protocol.Types.Chat;
using Assistant.Server.Chat;
using Xunit;

namespace Assistant.Tests.Server;

/// <summary>An answer as it is written down, and as a model is told it later.</summary>
public sealed class ChatRecorderTests
{
    [Fact]
    public void Prose_is_one_part_between_blocks_and_what_was_kept_does_not_grow()
    {
        var recorder = new ChatRecorder("s", 1, new ChatQuestion("Why?", [], []), null!);
        recorder.Take(new ChatPiece.Prose("One "));
        recorder.Take(new ChatPiece.Doing("writing"));
        recorder.Take(new ChatPiece.Prose("two"));
        var early = recorder.Turn("failed", null);
        recorder.Take(new ChatPiece.Block(new JudgedBlock("1", "csharp", "int x;") { Verdict = VerdictKind.NotVerified }));
        recorder.Take(new ChatPiece.Prose("three "));
        // It takes the place of the one of its id.
        recorder.Take(new ChatPiece.Block(new JudgedBlock("1", "csharp", "int y;") { Verdict = VerdictKind.NotVerified }));
        recorder.Take(new ChatPiece.Prose("four"));
        Assert.Equal(["One two"], Told(early));
        Assert.Equal(["One two", "int y;", "three four"], Told(recorder.Turn("answered", null)));
    }

    [Theory]
    [InlineData("int x;", "```csharp A.cs\nint x;\n```\n")]
    [InlineData("/// ```\nint x;", "````csharp A.cs\n/// ```\nint x;\n````\n")]
    [InlineData("var s = \"`````\";", "``````csharp A.cs\nvar s = \"`````\";\n``````\n")]
    public void No_code_ends_the_block_that_a_model_is_told(string code, string expected)
    {
        var turn = new KeptTurn(1, new ChatTurn("Why?", [], [new ChatPart.EditPart("s/1/1", "csharp", code, "A.cs", null, "accepted", null, [], [], [])], "answered", null), [], []);
        Assert.Equal([new PromptMessage("user", "Why?"), new PromptMessage("assistant", expected)], ChatRecorder.MessagesOf(turn));
    }

    private static IEnumerable<string> Told(KeptTurn turn) => turn.Told.Parts.Select(part => part switch
    {
        ChatPart.TextPart text => text.Text,
        ChatPart.EditPart edit => edit.Code,
        _ => throw new InvalidOperationException($"{part}"),
    });
}
