using System.Globalization;
using System.Runtime.CompilerServices;
using Assistant.Core.Chat;
using Assistant.Core.Edits;
using Assistant.Core.Proposing.Models;
using Assistant.Core.Verification;
using Assistant.Tests.Kit;
using Assistant.Tests.Proposing.Evil;
using Assistant.Tests.Proposing.Models;
using Xunit;

namespace Assistant.Tests.Chat;

/// <summary>What comes of a question, and in which order.</summary>
public sealed class ConversationTests
{
    private const string Right = ChatScene.Right;
    private const string Wrong = ChatScene.Wrong;
    private const string Caller = "```csharp A/Customer.cs\npublic class Customer\n{\n    public int Count() => Last.Count();\n}\n```\n";
    private const string Called = "```csharp A/Order.cs\npublic class Order\n{\n    public int Count() => lines.Length;\n}\n```\n";
    private const string Small = "small: a small question";
    private const string Again = "the compiler rejected Order.Total()";
    private const string NotAll = "not all of the code compiles: the rejected blocks say why";

    [Theory]
    // What the small model says in turn, what the large one says, and what comes of it.
    [InlineData("It counts.", "!", $"{Small}; \"It counts.\"; Answered")]
    [InlineData($"Like so:\n{Right}Done.", "!", $"{Small}; \"Like so:\"; writing; compiling; #1 Order.Total(); \"Done.\"; Answered")]
    [InlineData($"{Wrong}|Sorry.\n{Right}", "!", $"{Small}; writing; compiling; #1 rejected CS1061; small: {Again}; \"Sorry.\"; writing; compiling; #2 Order.Total(); Answered")]
    [InlineData($"{Wrong}|I cannot.", "!", $"{Small}; writing; compiling; #1 rejected CS1061; small: {Again}; \"I cannot.\"; large: {Again}; NoVerifiedProposal: {NotAll}")]
    [InlineData(Wrong, Right, $"{Small}; writing; compiling; #1 rejected CS1061; small: {Again}; writing; compiling; #2 rejected CS1061; large: {Again}; writing; compiling; #3 Order.Total(); Answered")]
    [InlineData(Wrong, Wrong, $"{Small}; writing; compiling; #1 rejected CS1061; small: {Again}; writing; compiling; #2 rejected CS1061; large: {Again}; writing; compiling; #3 rejected CS1061; large: {Again}; writing; compiling; #4 rejected CS1061; NoVerifiedProposal: {NotAll}")]
    // Some compile and some do not.
    [InlineData($"{Called}{Wrong}", $"!it is down", $"{Small}; writing; compiling; #1 Order.Count(); writing; compiling; #2 rejected CS1061; small: {Again}; writing; compiling; #3 Order.Count(); writing; compiling; #4 rejected CS1061; large: {Again}; Answered: {NotAll}")]
    // Those that compile only together, whichever comes first, also where one came an answer before.
    [InlineData($"{Called}{Caller}", "!", $"{Small}; writing; compiling; #1 Order.Count(); writing; compiling; #2 rejected CS1061; #2 Customer.Count() with #1; Answered")]
    [InlineData($"{Caller}{Called}", "!", $"{Small}; writing; compiling; #1 rejected CS1061; writing; compiling; #2 Order.Count(); #1 Customer.Count() with #2; Answered")]
    [InlineData($"{Called}{Wrong}|{Caller}", "!", $"{Small}; writing; compiling; #1 Order.Count(); writing; compiling; #2 rejected CS1061; small: {Again}; writing; compiling; #3 rejected CS1061; #3 Customer.Count() with #1; Answered")]
    // What the model writes again in one answer is not what would be compiled.
    [InlineData($"{Wrong}No:\n{Right}", "!", $"{Small}; writing; compiling; #1 rejected CS1061; \"No:\"; writing; compiling; #2 Order.Total(); Answered")]
    // Code that cannot be checked is not asked for again.
    [InlineData("```csharp\nvar order = new Order();\n```\n", "!", $"{Small}; writing; compiling; #1 fragment: it is not said where it belongs; Answered")]
    [InlineData("```json\n{}\n```\n", "!", $"{Small}; writing; compiling; #1 fragment: it is no C#; Answered")]
    [InlineData("```csharp A/Order.cs\npublic class Order\n{\n    public int", "!", $"{Small}; writing; compiling; #1 fragment: its end is missing; Answered")]
    // Who cannot be reached costs its tier, and so does who says nothing.
    [InlineData("!it is down", "It counts.", $"{Small}; large: the small model could not answer: it is down; \"It counts.\"; Answered")]
    [InlineData("!it is down", "!it is down too", $"{Small}; large: the small model could not answer: it is down; Failed: it is down too")]
    [InlineData("", "It counts.", $"{Small}; large: the small model could not answer: the model said nothing; \"It counts.\"; Answered")]
    [InlineData("<think>So\n```csharp A/Order.cs\n```\nit is", "It counts.", $"{Small}; large: the small model could not answer: the model said nothing; \"It counts.\"; Answered")]
    [InlineData($"{Wrong}|!it is down", Right, $"{Small}; writing; compiling; #1 rejected CS1061; small: {Again}; large: the small model could not answer: it is down; writing; compiling; #2 Order.Total(); Answered")]
    // What only hides is not taken.
    [InlineData("```csharp A/Order.cs\npublic class Order\n{\n    public int Total()\n    {\n#pragma warning disable CS0219\n        var unused = 1;\n        return lines.Length;\n    }\n}\n```\n|No.", "!", $"{Small}; writing; compiling; #1 rejected pragma; small: {Again}; \"No.\"; large: {Again}; NoVerifiedProposal: {NotAll}")]
    [InlineData("```csharp A/Order.cs\npublic class Order\n{\n    public int Total()\n    {\n        try { return lines.Length; } catch { }\n        return 0;\n    }\n}\n```\n|No.", "!", $"{Small}; writing; compiling; #1 rejected empty catch; small: {Again}; \"No.\"; large: {Again}; NoVerifiedProposal: {NotAll}")]
    [InlineData("```csharp A/Order.cs\npublic class Order\n{\n    public int Total()\n    {\n        return lines!.Length;\n    }\n}\n```\n|No.", "!", $"{Small}; writing; compiling; #1 rejected null-forgiving operator; small: {Again}; \"No.\"; large: {Again}; NoVerifiedProposal: {NotAll}")]
    public async Task A_question_is_answered_with_the_compilers_word(string small, string large, string expected)
    {
        var pieces = await ChatScene.AskAsync("What does it do?", new ScriptedModel("small", small.Split('|')), new ScriptedModel("large", large.Split('|')));
        Assert.Equal(expected, ChatScene.Told(pieces));
        Assert.IsType<ChatPiece.Ended>(pieces[^1]);
        Assert.Single(pieces.OfType<ChatPiece.Ended>());
    }

    [Theory]
    [InlineData("What does it do?", $"{Small}; \"Yes.\"; Answered")]
    [InlineData("Refactor it.", "large: the question says 'refactor'; \"Yes.\"; Answered")]
    public async Task The_question_says_who_is_asked(string question, string expected) =>
        Assert.Equal(expected, ChatScene.Told(await ChatScene.AskAsync(question, new ScriptedModel("small", "Yes."), new ScriptedModel("large", "Yes."))));

    [Fact]
    public async Task Who_is_left_out_is_asked_after_all_where_nobody_answers() =>
        Assert.Equal("large: the question says 'refactor'; small: the large model could not answer: it is down; \"Yes.\"; Answered",
            ChatScene.Told(await ChatScene.AskAsync("Refactor it.", new ScriptedModel("small", "Yes."), new ScriptedModel("large", "!it is down"))));

    [Fact]
    public async Task Without_a_model_it_is_said() => Assert.Equal("Failed: no model is configured", ChatScene.Told(await ChatScene.AskAsync("What?")));

    [Fact]
    public async Task Prose_is_told_before_the_block_behind_it_is_written()
    {
        var model = new SteppingModel("Like so:\n", Right, "Done.");
        var verifier = await ChatScene.OpenAsync();
        await using var answer = ChatScene.With(model).AnswerAsync(ChatScene.About(verifier, "What?"), verifier, "", CancellationToken.None).GetAsyncEnumerator();
        async Task<string> NextAsync() => await answer.MoveNextAsync() ? ChatScene.Told([answer.Current]) : "";
        Assert.Equal(("small: no other model is configured", 0), (await NextAsync(), model.Said));
        Assert.Equal(("\"Like so:\"", 1), (await NextAsync(), model.Said));
        Assert.Equal(("writing", 2), (await NextAsync(), model.Said));
    }

    [Theory]
    [InlineData("Half an ans", "small: no other model is configured; \"Half an ans\"; Failed: the answer broke off: the server went away")]
    [InlineData("```csharp A/Order.cs\npublic class", "small: no other model is configured; writing; compiling; #1 fragment: its end is missing; Failed: the answer broke off: the server went away")]
    // Nothing was told of it yet.
    [InlineData("<think>so", "small: no other model is configured; Failed: the server went away")]
    public async Task An_answer_that_breaks_off_is_said_to(string half, string expected)
    {
        var verifier = await ChatScene.OpenAsync();
        Assert.Equal(expected, ChatScene.Told(await AllAsync(ChatScene.With(new SteppingModel(half) { End = new ModelPiece.Failed("the server went away") }), verifier)));
    }

    [Fact]
    public async Task An_answer_that_is_cut_off_is_said_to_be()
    {
        var verifier = await ChatScene.OpenAsync();
        Assert.Equal("small: no other model is configured; \"Half\"; Answered: the answer was cut off: it was longer than it may be",
            ChatScene.Told(await AllAsync(ChatScene.With(new SteppingModel("Half") { End = new ModelPiece.Ended(IsCutOff: true, 1, 0, 1) }), verifier)));
    }

    [Fact]
    public async Task A_model_that_goes_on_without_end_is_stopped()
    {
        var model = new ScriptedModel("small", new string('x', 1_000_000));
        var pieces = await ChatScene.AskAsync("What?", model);
        Assert.Equal("the answer broke off: the model goes on without end", Assert.IsType<ChatPiece.Ended>(pieces[^1]).Message);
        Assert.InRange(model.Read, 64_000, 70_000);
    }

    [Fact]
    public async Task Whoever_stops_an_answer_stops_the_model()
    {
        using var stopping = new CancellationTokenSource();
        var model = new SteppingModel("One.\n", "Two.\n", "Three.\n");
        var verifier = await ChatScene.OpenAsync();
        var told = new List<ChatPiece>();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var piece in ChatScene.With(model).AnswerAsync(ChatScene.About(verifier, "What?"), verifier, "", stopping.Token))
            {
                told.Add(piece);
                if (piece is ChatPiece.Prose)
                    await stopping.CancelAsync();
            }
        });
        Assert.Equal("small: no other model is configured; \"One.\"", ChatScene.Told(told));
        Assert.Equal((1, true), (model.Said, model.IsLeft));
    }

    [Theory]
    [InlineData("```csharp A/Order.cs\nclass A;\n```\n", "it was not compiled")]
    [InlineData("```json\n{}\n```\n", "it is no C#")]
    public async Task Where_nothing_is_loaded_a_block_says_why_it_is_not_checked(string answer, string reason)
    {
        var pieces = await AllAsync(ChatScene.With(new ScriptedModel("small", answer)), null);
        var judged = Assert.Single(pieces.OfType<ChatPiece.Block>()).Judged;
        Assert.Equal((VerdictKind.NotVerified, reason), (judged.Verdict, judged.Reason));
        Assert.Empty(judged.Edits);
        Assert.Equal(ChatOutcome.Answered, Assert.IsType<ChatPiece.Ended>(pieces[^1]).Outcome);
    }

    [Fact]
    public async Task The_model_hears_what_the_compiler_said()
    {
        var large = new ScriptedModel("large", Right);
        await ChatScene.AskAsync("What does it do?", new ScriptedModel("small", $"Like so:\n{Wrong}{Caller}"), large);
        await AssertConversationAsync("rejected", Assert.Single(large.Asked));
    }

    [Fact]
    public async Task Whatever_a_model_answers_only_source_of_the_solution_is_changed_and_nothing_is_hidden()
    {
        foreach (var (kind, seed) in EvilKinds.All.Select((kind, seed) => (kind, seed)))
        {
            var scene = EvilScene.All[seed % EvilScene.All.Length];
            var (judge, document, _) = await scene.OpenedAsync();
            foreach (var text in kind.Make(scene, new Random(seed)).Texts.Where(text => text != EvilMistakes.Mended))
            {
                var question = new ChatQuestion("What is wrong?", [new ChatSubject.WholeFile(document, "Code.cs")], []);
                await foreach (var piece in ChatScene.With(new ScriptedModel("small", text.TrimStart('!'))).AnswerAsync(question, judge, "", CancellationToken.None))
                {
                    if (piece is ChatPiece.Block { Judged: { Verdict: VerdictKind.Accepted } judged })
                        await AssertSoundAsync(judge, judged, kind.Name);
                }
            }
        }

        Assert.False(File.Exists(EvilActs.Canary));
    }

    // By a judge that has seen nothing of it.
    private static async Task AssertSoundAsync(Verifier judge, JudgedBlock judged, string kind)
    {
        Assert.All(judged.Edits, edit => Assert.True(edit is ReplaceText { Path: "A/Code.cs" or "A/Others.cs" } or CreateFile { Path: ['A', '/', .., '.', 'c', 's'] }, $"{kind}: {edit}"));
        var (changes, problem) = await ChangeSet.CreateAsync(judge.Snapshot, judged.Edits, CancellationToken.None);
        Assert.Null(problem);
        var verdict = await new Verifier(judge.Snapshot).VerifyAsync(changes!, withAnalyzers: false, CancellationToken.None);
        Assert.True(verdict.Kind == VerdictKind.Accepted && !verdict.Silencing.Any(found => found.Hides), $"{kind}: {judged.Code}");
    }

    private static async Task<List<ChatPiece>> AllAsync(Conversation conversation, Verifier? verifier)
    {
        var question = verifier is null ? new ChatQuestion("What?", [], []) : ChatScene.About(verifier, "What?");
        var pieces = new List<ChatPiece>();
        await foreach (var piece in conversation.AnswerAsync(question, verifier, "it was not compiled", CancellationToken.None))
            pieces.Add(piece);
        return pieces;
    }

    private static async Task AssertConversationAsync(string name, ModelPrompt prompt)
    {
        var path = Path.Combine(Repository.Root, "tests/Assistant.Tests/Chat/Conversations", name + ".txt");
        var said = string.Create(CultureInfo.InvariantCulture, $"=== at most {prompt.MaxTokens} tokens, temperature {prompt.Temperature}, seed {prompt.Seed}\n")
            + string.Concat(prompt.Messages.Select(message => $"=== {message.Role}\n{message.Content}\n"));
        if (Environment.GetEnvironmentVariable("ASSISTANT_GOLDENS") == "write")
            await File.WriteAllTextAsync(path, said);
        Assert.Equal(await File.ReadAllTextAsync(path), said);
    }

    /// <summary>Says one piece after the other, each when it is asked for.</summary>
    private sealed class SteppingModel(params string[] pieces) : ITextModel
    {
        public string Tier => "small";

        public ModelPiece End { get; init; } = new ModelPiece.Ended(IsCutOff: false, 1, 0, 1);

        /// <summary>How many were asked for.</summary>
        public int Said { get; private set; }

        /// <summary>Whether nobody waits for more.</summary>
        public bool IsLeft { get; private set; }

        public async IAsyncEnumerable<ModelPiece> AskAsync(ModelPrompt prompt, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            try
            {
                foreach (var piece in pieces)
                {
                    await Task.Yield();
                    cancellationToken.ThrowIfCancellationRequested();
                    Said++;
                    yield return new ModelPiece.Text(piece);
                }

                yield return End;
            }
            finally
            {
                IsLeft = true;
            }
        }
    }
}
