using Assistant.Tests.Kit;
using Xunit;
using static Assistant.Tests.Kit.Replies;

namespace Assistant.EndToEnd.CommandLine;

/// <summary><c>assistant edit</c> as a process, with a server that says what the test wants.</summary>
public sealed class EditTests : IAsyncLifetime
{
    private const string Source = "namespace Lib;\n\npublic static class Orders\n{\n    public static int[]? Open(int count)\n    {\n        return count == 0 ? null : new int[count];\n    }\n}\n";
    private const string Written = "namespace Lib;\n\npublic static class Orders\n{\n    public static int[]? Open(int count)\n    {\n        return new int[count];\n    }\n}\n";
    private const string Good = "Here it is:\n```csharp\npublic static int[]? Open(int count)\n{\n    return new int[count];\n}\n```";
    private const string Wrong = "```csharp\npublic static int[]? Open(int count)\n{\n    return Absent.Of(count);\n}\n```";

    private Folder folder = null!;

    public async Task InitializeAsync() => folder = await Broken.OpenAsync(("Orders.cs", Source));

    public Task DisposeAsync()
    {
        folder.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task The_difference_is_shown_and_only_with_apply_it_is_written()
    {
        using var server = new ScriptedServer(Says(Good));
        var dry = (await EditAsync(server.Address + "#m")).Expect(0);
        Assert.StartsWith("Orders.cs:7  small model first: ", dry.Output, StringComparison.Ordinal);
        Assert.Contains("\n  ✓ Change Orders.Open(int)  small model; compiles; checked: the changed bodies\n", dry.Output, StringComparison.Ordinal);
        Assert.Contains("       7 -         return count == 0 ? null : new int[count];\n       7 +         return new int[count];\n", dry.Output, StringComparison.Ordinal);
        Assert.Contains("  tokens       100 read (0 from a cache), 20 written, in 1 question\n", dry.Output, StringComparison.Ordinal);
        Assert.Contains($"  code went to {server.Address} on this machine\n", dry.Output, StringComparison.Ordinal);
        Assert.EndsWith("\nNothing was written. Add --apply to write this change.\n", dry.Output, StringComparison.Ordinal);
        Assert.Equal(Source, await TextAsync());
        Assert.Contains("return an empty list instead of null", server.Asked[0].Messages[^1], StringComparison.Ordinal);

        var applied = (await EditAsync(server.Address + "#m", "--apply")).Expect(0);
        Assert.EndsWith("\nWrote 1 file.\n", applied.Output, StringComparison.Ordinal);
        Assert.Equal(Written, await TextAsync());
    }

    [Fact]
    public async Task What_the_compiler_rejects_is_not_written_and_said()
    {
        using var server = new ScriptedServer(Says(Wrong));
        var answer = (await EditAsync(server.Address + "#m", "--apply")).Expect(1);
        Assert.Contains("\n  ✗ no verified proposal\n", answer.Output, StringComparison.Ordinal);
        Assert.Contains("    small model    the compiler rejects it: CS0103 The name 'Absent' does not exist in the current context\n", answer.Output, StringComparison.Ordinal);
        Assert.EndsWith("\nNothing was written. Say it in other words, or ask a larger model.\n", answer.Output, StringComparison.Ordinal);
        Assert.Equal(Source, await TextAsync());

        var json = (await EditAsync(server.Address + "#m", "--apply", "--format", "json")).Expect(1).Json;
        Assert.Equal("noVerifiedProposal", json.GetProperty("outcome").GetString());
        Assert.Equal(0, json.GetProperty("edits").GetArrayLength());
        Assert.Equal("CS0103", json.GetProperty("tries")[0].GetProperty("newDiagnostics")[0].GetProperty("id").GetString());
        Assert.False(json.TryGetProperty("tests", out _));
    }

    [Fact]
    public async Task A_rejected_answer_goes_back_with_the_compilers_words_and_programs_get_the_edits()
    {
        using var server = new ScriptedServer(Says(Wrong), Says(Good));
        var json = (await EditAsync(server.Address + "#m", "--format", "json")).Expect(0).Json;
        Assert.Equal(("answered", "small"), (json.GetProperty("outcome").GetString(), json.GetProperty("tier").GetString()));
        Assert.Equal([false, true], json.GetProperty("tries").EnumerateArray().Select(tried => tried.GetProperty("taken").GetBoolean()));
        Assert.Contains("CS0103: The name 'Absent' does not exist in the current context", server.Asked[1].Messages[^1], StringComparison.Ordinal);
        var text = json.GetProperty("edits").EnumerateArray().OrderByDescending(edit => edit.GetProperty("start").GetInt32())
            .Aggregate(Source, (so, edit) => so.Remove(edit.GetProperty("start").GetInt32(), edit.GetProperty("length").GetInt32()).Insert(edit.GetProperty("start").GetInt32(), edit.GetProperty("newText").GetString()!));
        Assert.Equal(Written, text);
    }

    [Fact]
    public async Task Whatever_is_wrong_with_the_command_is_said_in_one_line_and_nobody_is_asked()
    {
        using var server = new ScriptedServer(Says(Good));
        var model = $"{server.Address}#m";
        var rows = new (string[] Arguments, string[] Expected)[]
        {
            (["edit", "do it", "--at", "Orders.cs:7", "--trust"], ["no model is configured, and the rules know nothing of instructions: name one with --small"]),
            (["edit", "do it", "--at", "Orders.cs:7", "--trust", "--small", model, "--tier", "large"], ["no large model is configured"]),
            (["edit", "do it", "--trust", "--small", model], ["'--at' is required"]),
            (["edit", " ", "--at", "Orders.cs:7", "--trust", "--small", model], ["say what is to be done"]),
            (["edit", "do it", "--at", "Orders.cs", "--trust", "--small", model], ["--at takes path:line, like src/Order.cs:42, not 'Orders.cs'"]),
            (["edit", "do it", "--at", "Orders.cs:seven", "--trust", "--small", model], ["--at takes path:line"]),
            (["edit", "do it", "--at", "Orders.cs:0", "--trust", "--small", model], ["Orders.cs has 10 lines and no line 0"]),
            (["edit", "do it", "--at", "Orders.cs:11", "--trust", "--small", model], ["Orders.cs has 10 lines and no line 11"]),
            (["edit", "do it", "--at", "Other.cs:1", "--trust", "--small", model], ["Other.cs is in no loaded project"]),
            (["edit", "do it", "--at", "Orders.cs:7", "--trust", "--small", "nowhere"], ["the endpoint of \"small\" must be \"host\" or an address"]),
            (["edit", "do it", "--at", "Orders.cs:7", "--tests", "--small", model], ["is not trusted", "type: assistant edit 'do it' --at Orders.cs:7 --tests"]),
            (["edit", "do it", "--at", "Orders.cs:7", "--trust", "--tests", "--test-minutes", "0", "--small", model], ["--test-minutes takes a number from 1 to 1440"]),
        };
        foreach (var (arguments, expected) in rows)
            (await new Cli(folder).RunAsync(arguments)).ExpectComplaint(expected);
        Assert.Empty(server.Asked);
        Assert.Equal(Source, await TextAsync());
    }

    private Task<CliAnswer> EditAsync(string model, params string[] more) => new Cli(folder) { Variables = { ["NO_COLOR"] = "1" } }
        .RunAsync(["edit", "return an empty list instead of null", "--at", "Orders.cs:7", "--trust", "--small", model, .. more]);

    private Task<string> TextAsync() => File.ReadAllTextAsync(folder.At("Orders.cs"));
}
