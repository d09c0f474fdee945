using System.Globalization;
using Assistant.Core.Context;
using Assistant.Core.Proposing;
using Assistant.Core.Proposing.Models;
using Assistant.Core.Verification;
using Assistant.Tests.Kit;
using Microsoft.CodeAnalysis;
using Xunit;

namespace Assistant.Tests.Proposing.Models;

/// <summary>Who is asked, how often, with which evidence, and what comes of it.</summary>
public sealed class CascadeTests
{
    private const string Broken = """
        === A/Code.cs
        class Order
        {
            private readonly int[] lines = [1, 2];

            public int Total()
            {
                return lines.Together(2);
            }
        }
        """;

    private const string Right = "public int Total()\n{\n    var sum = 0;\n    foreach (var line in lines)\n        sum += line;\n    return sum;\n}\n";
    private const string Other = "public int Total()\n{\n    var sum = 0;\n    foreach (var line in lines)\n        sum = sum + line;\n    return sum;\n}\n";
    private const string Longer = "public int Total()\n{\n    var sum = 0;\n    var count = lines.Length;\n    for (var at = 0; at < count; at++)\n        sum += lines[at];\n    return sum;\n}\n";
    private const string Longest = "public int Total()\n{\n    var sum = 0;\n    var count = lines.Length;\n    var at = 0;\n    while (at < count)\n        sum += lines[at++];\n    return sum;\n}\n";
    private const string Wrong = "public int Total()\n{\n    return lines.Joined() + Missing;\n}\n";
    private const string LessWrong = "public int Total()\n{\n    return lines.Joined();\n}\n";
    private const string Silencing = "public int Total()\n{\n    return ((dynamic)lines).Sum();\n}\n";
    private const string Prose = "I do not know.\n";

    [Theory]
    // What the small model says, what the large one says, and what becomes of it: each try with its tier and its end.
    [InlineData(Right, Right, "small taken")]
    [InlineData(Prose + Right, Right, "small taken")]
    [InlineData(Wrong + "|" + Right, Right, "small CS1061+CS0103, small taken")]
    [InlineData(Wrong + "|" + LessWrong + "|" + Right, Right, "small CS1061+CS0103, small CS1061, small taken")]
    // Errors that do not fall: some answers from the beginning, as many as there are left, and then the next.
    [InlineData(LessWrong + "|" + Wrong + "|" + Wrong + "|" + Right, Right, "small CS1061, small CS1061+CS0103, small same, small taken")]
    [InlineData(Wrong, Wrong + "|" + Right, "small CS1061+CS0103, small same, small same, small same, large CS1061+CS0103, large taken")]
    // What cannot be reached is asked no more.
    [InlineData("!it is down", Right, "small it is down, large taken")]
    [InlineData("!it is down", "!it is down too", "small it is down, large it is down too")]
    [InlineData(Prose, Prose, "small no code, small no code, small no code, small no code, large no code, large no code, large no code, large no code")]
    // What makes the error go away and repairs nothing is not taken, though it compiles.
    [InlineData(Silencing, Right, "small silencing, small same, small same, small same, large taken")]
    public async Task A_tier_is_asked_as_long_as_errors_fall_and_then_the_next(string small, string large, string expected)
    {
        var (outcome, _) = await RunAsync(new ScriptedModel("small", small.Split('|')), new ScriptedModel("large", large.Split('|')));
        Assert.Equal(expected, string.Join(", ", outcome.Tries.Select(tried => $"{tried.Tier} {End(tried)}")));
        Assert.Equal(outcome.Tries.Any(tried => tried.IsTaken), outcome.Taken is not null);
        if (outcome.Taken is { } taken)
            Assert.Equal("A/Code.cs", Assert.Single(taken.Candidate!.Files).Path);
        Assert.Equal(outcome.Tries.Length, outcome.Usage.Calls);
    }

    [Theory]
    // Three answers to one prompt that all pass, and what the model says of each: the one that changes least, or the surest.
    [InlineData(Longer + "|" + Right + "|" + Longest, "yes|yes|yes", 1)]
    [InlineData(Right + "|" + Longer + "|" + Longest, "no|yes|no", 0)]
    [InlineData(Right + "|" + Other + "|" + Longest, "no|yes|no", 1)]
    [InlineData(Right + "|" + Other + "|" + Wrong, "hm|no", 0)]
    public async Task Of_several_answers_to_one_prompt_the_best_is_taken(string samples, string judgements, int best)
    {
        var model = new ScriptedModel("small", [Wrong, Wrong, .. samples.Split('|'), .. judgements.Split('|')]);
        var (task, verifier) = await TaskAsync();
        var outcome = await new Cascade([new ModelTier(model, 900, 5)], TimeProvider.System).RunAsync(task, Judge.OfRepair(verifier, task.Diagnostics[0]), new Progress<string>(), CancellationToken.None);
        Assert.Same(outcome.Tries[2 + best], outcome.Taken);
        Assert.All(outcome.Tries[2..].Where(tried => tried.Verdict?.NewDiagnostics.IsEmpty == true && tried != outcome.Taken), tried => Assert.Equal("another answer that compiles is better.", tried.Reason));
        // One prompt, other seeds; the question stands behind the same words, and wants one token.
        Assert.Single(model.Asked.Skip(2).Take(3).Select(asked => string.Join('\n', asked.Messages.Select(message => message.Content))).Distinct(StringComparer.Ordinal));
        Assert.Equal([1, 2, 3, 4, 5], model.Asked.Take(5).Select(asked => asked.Seed));
        Assert.All(model.Asked.Skip(5), asked => Assert.Equal((1, model.Asked[0].Messages[1]), (asked.MaxTokens, asked.Messages[1])));
        Assert.All(model.Asked.Skip(5), asked => Assert.EndsWith("Answer with one word: yes or no.", asked.Messages[^1].Content, StringComparison.Ordinal));
        Assert.Equal(model.Asked.Count, outcome.Usage.Calls);
    }

    [Theory]
    // What it may spend, and who is asked then.
    [InlineData(10_000, 300, "small CS1061+CS0103, small CS1061 (300 seconds), large taken")]
    [InlineData(5, 10_000, "small CS1061+CS0103 (5 tokens), large taken")]
    [InlineData(10_000, 10_000, "small CS1061+CS0103, small CS1061, small taken")]
    public async Task A_tier_that_has_spent_its_tokens_or_its_time_hands_over(int tokens, int seconds, string expected)
    {
        var time = new FakeTime();
        var (task, verifier) = await TaskAsync();
        var small = new ModelTier(new ScriptedModel("small", Wrong, LessWrong, Right) { Answered = () => time.Advance(TimeSpan.FromSeconds(200)) }, 900, 5) { Tokens = tokens, Time = TimeSpan.FromSeconds(seconds) };
        var outcome = await new Cascade([small, new ModelTier(new ScriptedModel("large", Right), 900, 4)], time).RunAsync(task, Judge.OfRepair(verifier, task.Diagnostics[0]), new Progress<string>(), CancellationToken.None);
        Assert.Equal(expected, string.Join(", ", outcome.Tries.Select(tried => $"{tried.Tier} {End(tried)}{(tried.Spent is { } spent ? $" ({spent})" : "")}")));
    }

    [Fact]
    public async Task The_next_model_hears_what_the_compiler_said_to_the_one_before()
    {
        var large = new ScriptedModel("large", Right);
        await RunAsync(new ScriptedModel("small", Wrong, LessWrong, Wrong, Wrong), large);
        await AssertConversationAsync("escalation", Assert.Single(large.Asked));
    }

    [Fact]
    public async Task An_instruction_is_asked_in_the_users_words_and_braces_in_them_are_only_letters()
    {
        var small = new ScriptedModel("small", "public int Total()\n{\n    return lines.Length;\n}\n");
        var snapshot = TestSolution.Open(Broken.Replace("lines.Together(2)", "0", StringComparison.Ordinal));
        var caret = (await snapshot.Solution.Projects.Single().Documents.Single().GetTextAsync()).ToString().IndexOf("return", StringComparison.Ordinal);
        var (task, _) = await AnswerCase.TaskAsync(snapshot, caret, "count the lines, with {symbol} and {context} as they are");
        var outcome = await new Cascade([new ModelTier(small, 900, 4)], TimeProvider.System).RunAsync(task, Judge.OfEdit(new Verifier(snapshot)), new Progress<string>(), CancellationToken.None);
        Assert.NotNull(outcome.Taken);
        await AssertConversationAsync("instruction", Assert.Single(small.Asked));
    }

    [Theory]
    // Which tests fail with each answer in turn: none, all of it, fewer and fewer, as many again.
    [InlineData("0", "small taken")]
    [InlineData("2|0", "small 2 tests, small taken")]
    [InlineData("3|2|1|0", "small 3 tests, small 2 tests, small 1 tests, small taken")]
    [InlineData("1|1|1|1|0", "small 1 tests, small 1 tests, small 1 tests, small 1 tests, large taken")]
    public async Task What_breaks_tests_is_not_taken_and_the_tests_are_the_evidence(string failing, string expected)
    {
        var (task, verifier) = await TaskAsync();
        var tests = new ScriptedTests([.. failing.Split('|').Select(number => int.Parse(number, CultureInfo.InvariantCulture))]);
        var answers = Enumerable.Range(0, 4).Select(number => Right.Replace("var sum = 0", $"var sum = {number}", StringComparison.Ordinal)).ToArray();
        // What the compiler rejects is asked no test about.
        var small = new ScriptedModel("small", answers);
        var large = new ScriptedModel("large", Wrong, Right.Replace("var sum = 0", "var sum = 9", StringComparison.Ordinal));
        var outcome = await new Cascade([.. new[] { small, large }.Select(model => new ModelTier(model, 900, 4))], TimeProvider.System)
            .RunAsync(task, Judge.OfRepair(verifier, task.Diagnostics[0]).With(tests), new Progress<string>(), CancellationToken.None);
        Assert.Equal(expected, string.Join(", ", outcome.Tries.Where(tried => tried.Verdict?.Tests is not null).Select(tried => $"{tried.Tier} {(tried.IsTaken ? "taken" : $"{tried.Verdict!.Tests!.Failed.Length} tests")}")));
        Assert.Equal(failing.Split('|').Length, tests.Asked);
        Assert.All(outcome.Tries.Where(tried => tried is { IsTaken: false, Verdict.Tests: not null }), tried => Assert.Equal("failing tests", tried.Verdict!.Cause));
        if (small.Asked.Count > 1)
            Assert.Contains("That was not taken: tests fail.\nOrderTests.Test1: Expected: 1\n", small.Asked[1].Messages[^1].Content, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0", "lusts: taken")]
    [InlineData("1|0", "lusts: rejected, last: taken")]
    [InlineData("1|1", "last: rejected, lusts: rejected")]
    public async Task Of_the_rules_repairs_the_best_is_taken_that_breaks_no_test(string failing, string expected)
    {
        var snapshot = TestSolution.Open("=== A/Code.cs\nclass P\n{\n    public P last = null;\n    public P lusts = null;\n    object M(P first) => first.lust;\n}\n");
        var tests = new ScriptedTests([.. failing.Split('|').Select(number => int.Parse(number, CultureInfo.InvariantCulture))]);
        var loop = new RepairLoop(new RulesTier(FixProviders.In([typeof(CascadeTests).Assembly])), models: null, new RepairSelection(WithWarnings: false, [])) { Tests = tests };
        var outcomes = new List<RepairOutcome>();
        await foreach (var outcome in loop.RunAsync(new Verifier(snapshot), new Progress<string>(), CancellationToken.None))
            outcomes.Add(outcome);
        var found = Assert.Single(outcomes);
        static string Name(Candidate candidate) => candidate.Files[0].After!.ToString().Contains("first.lusts", StringComparison.Ordinal) ? "lusts" : "last";
        var tried = found.Rejected.Where(rejected => rejected.Cause == "failing tests").Select(rejected => $"{Name(rejected.Candidate)}: rejected");
        Assert.Equal(expected, string.Join(", ", found.Chosen is { } chosen ? tried.Append($"{Name(chosen.Candidate)}: taken") : tried));
        Assert.Equal(found.Chosen is not null, (await loop.Repaired!.Solution.Projects.Single().Documents.Single().GetTextAsync()).ToString() != (await snapshot.Solution.Projects.Single().Documents.Single().GetTextAsync()).ToString());
    }

    [Fact]
    public async Task Whoever_cancels_stops_the_answer_in_its_middle()
    {
        using var stopping = new CancellationTokenSource();
        var model = new ScriptedModel("small", new string('x', 10_000));
        var (task, verifier) = await TaskAsync();
        var running = new Cascade([new ModelTier(model, 900, 4)], TimeProvider.System).RunAsync(task, Judge.OfEdit(verifier), new Progress<string>(), stopping.Token);
        await stopping.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        Assert.InRange(model.Read, 0, 9_999);
    }

    [Fact]
    public async Task A_model_that_goes_on_without_end_is_stopped()
    {
        var model = new ScriptedModel("small", new string('x', 1_000_000));
        var (outcome, _) = await RunAsync(model);
        Assert.Equal("the model goes on without end", Assert.Single(outcome.Tries).Reason);
        Assert.InRange(model.Read, 16_000, 20_000);
    }

    [Theory]
    // What another type does not have is not going to come.
    [InlineData("var sum = lines.Joined();", "CS1061")]
    [InlineData("var sum = string.Joined(lines);", "CS0117")]
    [InlineData("var sum = System.Math.Max(1, 2, 3, 4);", "CS1501")]
    [InlineData("var sum = string.IsNullOrEmpty(lines);", "CS1503")]
    // What may be declared below, imported or added to the type is waited for.
    [InlineData("var sum = Later();", null)]
    [InlineData("var sum = this.Added();", null)]
    [InlineData("var sum = lines.Sum();", null)]
    [InlineData("var sum = new StringBuilder().Length;", null)]
    // Half a call, a text with braces, a comment.
    [InlineData("var sum = lines.Length // }", null)]
    [InlineData("var sum = \"lines.Joined();\".Length;", null)]
    public async Task An_answer_that_cannot_be_right_any_more_is_stopped_in_its_middle(string statement, string? id)
    {
        var rest = string.Concat(Enumerable.Repeat("    System.Console.WriteLine(lines.Length);\n", 100));
        var model = new ScriptedModel("small", $"```csharp\npublic int Total()\n{{\n    {statement}\n{rest}    ;return 0;\n    int Later() => 1;\n}}\nprivate int Added() => 2;\n```\n");
        var (outcome, _) = await RunAsync(model);
        var first = outcome.Tries[0];
        Assert.Equal(id is null ? 0 : 1, first.Usage.Stopped);
        if (id is null)
            return;
        Assert.StartsWith($"stopped in its middle, since the compiler rejects it: {id}: ", first.Reason, StringComparison.Ordinal);
        Assert.InRange(model.Read / model.Asked.Count, 1, 500);
        Assert.InRange(first.Usage.PromptTokens, 1, int.MaxValue);
        Assert.Contains(id, model.Asked[1].Messages[^1].Content, StringComparison.Ordinal);
    }

    [Theory]
    // Half a call over several lines is another one.
    [InlineData("System.Collections.Generic.KeyValuePair.Create(new System.Text.StringBuilder\n    {\n        Capacity = 3,\n    }, 2);")]
    [InlineData("lines.Select(line =>\n    {\n        return line;\n    }, 2);")]
    public async Task Half_a_call_is_waited_for(string statement)
    {
        var model = new ScriptedModel("small", $"```csharp\npublic int Total()\n{{\n    {statement}\n    return 0;\n}}\n```\n");
        var (outcome, _) = await RunAsync(model);
        Assert.Equal(0, outcome.Tries[0].Usage.Stopped);
    }

    [Theory]
    // The member above and the member below, whose error was there before and is not this answer's.
    [InlineData(0)]
    [InlineData(1)]
    public async Task Errors_of_other_members_stop_no_answer(int target)
    {
        var snapshot = TestSolution.Open(Broken.Replace("    public int Total()", "    public int First()\n    {\n        return lines.Apart(1);\n    }\n\n    public int Total()", StringComparison.Ordinal));
        var verifier = new Verifier(snapshot);
        var error = (await verifier.ErrorsAsync(snapshot.Builds.Single().Id, CancellationToken.None)).OrderBy(error => error.Location.SourceSpan.Start).ElementAt(target);
        var task = await RepairTask.OfAsync(verifier, snapshot.Solution.Projects.Single().Documents.Single(), error, CancellationToken.None);
        var name = target == 0 ? "First" : "Total";
        var model = new ScriptedModel("small", $"public int {name}()\n{{\n    var sum = lines.Length;\n    return sum;\n}}\n");
        var outcome = await new Cascade([new ModelTier(model, 900, 1)], TimeProvider.System).RunAsync(task, Judge.OfRepair(verifier, error), new Progress<string>(), CancellationToken.None);
        Assert.Equal("taken", End(Assert.Single(outcome.Tries)));
    }

    [Theory]
    // A task for the large model alone: the small one is asked only when that does not answer.
    [InlineData("!it is down", "large it is down, small taken")]
    [InlineData(Wrong, "large CS1061+CS0103, large same, large same, large same")]
    public async Task Who_is_left_out_is_asked_after_all_where_nobody_answers(string large, string expected)
    {
        var snapshot = TestSolution.Open(Broken.Replace("lines.Together(2)", "0", StringComparison.Ordinal));
        var caret = (await snapshot.Solution.Projects.Single().Documents.Single().GetTextAsync()).ToString().IndexOf("return", StringComparison.Ordinal);
        var (task, _) = await AnswerCase.TaskAsync(snapshot, caret, "refactor this");
        ModelTier[] tiers = [new(new ScriptedModel("small", Right), 900, 4), new(new ScriptedModel("large", large), 900, 4)];
        var outcome = await new Cascade([.. tiers], TimeProvider.System).RunAsync(task, Judge.OfEdit(new Verifier(snapshot)), new Progress<string>(), CancellationToken.None);
        Assert.Equal(expected, string.Join(", ", outcome.Tries.Select(tried => $"{tried.Tier} {End(tried)}")));
    }

    [Fact]
    public async Task An_answer_that_nobody_watches_is_read_to_its_end_and_then_rejected()
    {
        var (task, verifier) = await TaskAsync();
        var tier = new ModelTier(new ScriptedModel("small", "public int Total()\n{\n    var sum = lines.Joined();\n    return sum;\n}\n"), 900, 1) { IsWatched = false };
        var outcome = await new Cascade([tier], TimeProvider.System).RunAsync(task, Judge.OfRepair(verifier, task.Diagnostics[0]), new Progress<string>(), CancellationToken.None);
        Assert.Equal("CS1061", End(Assert.Single(outcome.Tries)));
        Assert.Equal(0, outcome.Usage.Stopped);
    }

    [Fact]
    public async Task An_answer_that_until_now_only_imports_is_waited_for()
    {
        // Each line comes by itself, and up to the last but one the member is as it stands.
        var model = new ScriptedModel("small", "```csharp\nusing System.Linq;\n\npublic int Total()\n{\n    return lines.Together(2);\n    \n}\n```\n");
        var (outcome, _) = await RunAsync(model);
        Assert.Null(outcome.Taken);
        Assert.All(outcome.Tries, tried => Assert.Equal(0, tried.Usage.Stopped));
    }

    [Fact]
    public async Task The_rules_come_first_and_come_again_after_a_model()
    {
        var model = new ScriptedModel("small", Right);
        // The second error is one that rules repair.
        var snapshot = TestSolution.Open(Broken.Replace("    public int Total()", "    public int Count() => linse.Length;\n\n    public int Total()", StringComparison.Ordinal));
        var loop = new RepairLoop(new RulesTier(FixProviders.In([typeof(CascadeTests).Assembly])), new Cascade([new ModelTier(model, 900, 4)], TimeProvider.System), new RepairSelection(WithWarnings: false, []));
        var outcomes = new List<string>();
        await foreach (var outcome in loop.RunAsync(new Verifier(snapshot), new Progress<string>(), CancellationToken.None))
            outcomes.Add($"{outcome.Target.Id} {outcome.Chosen?.Candidate.Tier}");
        Assert.Equal(["CS0103 rules", "CS1061 small"], outcomes);
        Assert.Empty(await new Verifier(loop.Repaired!).ErrorsAsync(loop.Repaired!.Builds.Single().Id, CancellationToken.None));
    }

    private static async Task<(CascadeOutcome Outcome, ContextTask Task)> RunAsync(params ScriptedModel[] models)
    {
        var (task, verifier) = await TaskAsync();
        return (await new Cascade([.. models.Select(model => new ModelTier(model, 900, 4))], TimeProvider.System).RunAsync(task, Judge.OfRepair(verifier, task.Diagnostics[0]), new Progress<string>(), CancellationToken.None), task);
    }

    private static async Task<(ContextTask Task, Verifier Verifier)> TaskAsync()
    {
        var snapshot = TestSolution.Open(Broken);
        var verifier = new Verifier(snapshot);
        var error = Assert.Single(await verifier.ErrorsAsync(snapshot.Builds.Single().Id, CancellationToken.None));
        return (await RepairTask.OfAsync(verifier, snapshot.Solution.Projects.Single().Documents.Single(), error, CancellationToken.None), verifier);
    }

    private static string End(ModelTry tried) => tried switch
    {
        { IsTaken: true } => "taken",
        { Verdict.NewDiagnostics: { IsEmpty: false } found } => string.Join('+', found.Select(one => one.Id)),
        { Verdict.Silencing.IsEmpty: false } => "silencing",
        { Reason: "it is the same answer again." } => "same",
        { Reason: var reason } when reason.Contains("can be read as C#", StringComparison.Ordinal) => "no code",
        _ => tried.Reason,
    };

    private static async Task AssertConversationAsync(string name, ModelPrompt prompt)
    {
        var path = Path.Combine(Repository.Root, "tests/Assistant.Tests/Proposing/Models/Conversations", name + ".txt");
        var said = string.Create(CultureInfo.InvariantCulture, $"=== at most {prompt.MaxTokens} tokens, temperature {prompt.Temperature}, seed {prompt.Seed}\n")
            + string.Concat(prompt.Messages.Select(message => $"=== {message.Role}\n{message.Content}\n"));
        if (Environment.GetEnvironmentVariable("ASSISTANT_GOLDENS") == "write")
            await File.WriteAllTextAsync(path, said);
        Assert.Equal(await File.ReadAllTextAsync(path), said);
    }
}
