using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text;
using Assistant.Core.Proposing.Models;
using Assistant.Core.Routing;
using Assistant.Core.Verification;

namespace Assistant.Core.Chat;

/// <summary>
/// Answers questions. The law: prose goes on while it is written; a block of code is held until it was judged and then told with
/// its verdict; a model whose code is rejected hears the compiler's words and is asked again, then the next tier is, and in the
/// end it is said that nothing compiles. A model that cannot be reached costs its tier and nothing else.
/// </summary>
/// <param name="tiers">The tiers that have a model.</param>
public sealed class Conversation(ImmutableArray<ModelTier> tiers)
{
    // The answer, and one with the compiler's words.
    private const int Tries = 2;
    private const int AnswerTokens = 1500;

    // UTF-16 units; a model that says more has lost its way.
    private const int MostLetters = 64_000;

    // A question may be read longer than a repair: what it is about was chosen by hand.
    private const double MoreContext = 2;

    private sealed class Said
    {
        public StringBuilder Text { get; } = new();

        // What a model only thinks is not told.
        public bool IsTold { get; set; }

        public ModelPiece End { get; set; } = new ModelPiece.Failed("the model ended without an answer");
    }

    /// <summary>Answers.</summary>
    /// <param name="question">What is asked.</param>
    /// <param name="verifier">The judge of the text as it is; null where nothing is loaded.</param>
    /// <param name="unverifiable">Why nothing can be compiled, as words that follow a block's name, where nothing is loaded.</param>
    /// <param name="cancellationToken">Ends it; no request is left behind.</param>
    /// <returns>Pieces, the last of which is <see cref="ChatPiece.Ended"/>.</returns>
    public async IAsyncEnumerable<ChatPiece> AnswerAsync(ChatQuestion question, Verifier? verifier, string unverifiable, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var route = Router.OfQuestion(question.Text, question.Subjects.Length, Cascade.Routed(tiers));
        var imported = verifier is null ? [] : await AnswerChanges.ImportedAsync(verifier.Snapshot.Solution, cancellationToken);
        var judge = new BlockJudge(verifier, [.. question.Subjects.Select(subject => subject.Place).OfType<ChatPlace>()], imported, unverifiable);
        var context = new ChatContext(verifier);
        var (reason, evidence, problem) = (route.Reason, ImmutableArray<PromptMessage>.Empty, "no model is configured");
        var order = route.Order.Concat(tiers.Select(tier => tier.Name).Except(route.Order, StringComparer.Ordinal)).Select(name => tiers.First(tier => tier.Name == name)).ToList();
        var (isAnswered, rejected) = (false, new List<JudgedBlock>());
        for (var at = 0; at < order.Count; at++)
        {
            var tier = order[at];
            // Who was left out is asked after all where nobody else answered.
            if (isAnswered && !route.Order.Contains(tier.Name))
                continue;
            var (messages, draft) = await context.BuildAsync(question, (int)(tier.ContextTokens * MoreContext), cancellationToken);
            for (var number = 1; number <= Tries; number++)
            {
                yield return new ChatPiece.Asked(tier.Name, reason);
                judge.BeginAnswer();
                var (said, first) = (new Said(), judge.Judged.Count);
                await foreach (var piece in SpeakAsync(tier, new ModelPrompt([.. messages, .. evidence], AnswerTokens, 0, 1, draft), judge, said, cancellationToken))
                {
                    said.IsTold |= piece is not ChatPiece.Prose { Text: var text } || !string.IsNullOrWhiteSpace(text);
                    yield return piece;
                }

                if (said.End is not ModelPiece.Failed && !said.IsTold)
                    said.End = new ModelPiece.Failed("the model said nothing");
                if (said.End is ModelPiece.Failed failed)
                {
                    problem = failed.Reason;
                    if (said.IsTold)
                    {
                        yield return new ChatPiece.Ended(ChatOutcome.Failed, $"the answer broke off: {problem}");
                        yield break;
                    }

                    reason = $"the {tier.Name} model could not answer: {problem}";
                    break;
                }

                isAnswered = true;
                foreach (var together in await judge.JudgeTogetherAsync(cancellationToken))
                    yield return new ChatPiece.Block(together);
                List<JudgedBlock> blocks = [.. judge.Judged.Skip(first)];
                var left = blocks.FindAll(block => block.Verdict == VerdictKind.Rejected && !judge.IsMended(block));
                // Words alone mend nothing that was rejected before.
                rejected = left.Count > 0 || blocks.Exists(block => block.Verdict == VerdictKind.Accepted) ? left : rejected;
                if (rejected.Count == 0)
                {
                    yield return new ChatPiece.Ended(ChatOutcome.Answered, said.End is ModelPiece.Ended { IsCutOff: true } ? "the answer was cut off: it was longer than it may be" : null);
                    yield break;
                }

                evidence = [new PromptMessage("assistant", said.Text.ToString()), new PromptMessage("user", ChatPrompts.Evidence(rejected))];
                reason = $"the compiler rejected {(rejected.Count == 1 ? rejected[0].Title : $"{rejected.Count} blocks")}";
            }
        }

        yield return isAnswered
            ? new ChatPiece.Ended(judge.Judged.Any(block => block.Verdict == VerdictKind.Accepted) ? ChatOutcome.Answered : ChatOutcome.NoVerifiedProposal, "not all of the code compiles: the rejected blocks say why")
            : new ChatPiece.Ended(ChatOutcome.Failed, problem);
    }

    private static async IAsyncEnumerable<ChatPiece> SpeakAsync(ModelTier tier, ModelPrompt prompt, BlockJudge judge, Said said, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var splitter = new SpeechSplitter();
        await foreach (var piece in tier.Model.AskAsync(prompt, cancellationToken))
        {
            if (piece is not ModelPiece.Text more)
            {
                said.End = piece;
                break;
            }

            said.Text.Append(more.Value);
            if (said.Text.Length > MostLetters)
            {
                said.End = new ModelPiece.Failed("the model goes on without end");
                break;
            }

            foreach (var part in splitter.Add(more.Value))
            {
                await foreach (var told in TellAsync(part, judge, cancellationToken))
                    yield return told;
            }
        }

        foreach (var part in splitter.End())
        {
            await foreach (var told in TellAsync(part, judge, cancellationToken))
                yield return told;
        }
    }

    private static async IAsyncEnumerable<ChatPiece> TellAsync(SpokenPart part, BlockJudge judge, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        switch (part)
        {
            case SpokenPart.Prose prose:
                yield return new ChatPiece.Prose(prose.Text);
                break;
            case SpokenPart.Begun:
                yield return new ChatPiece.Doing("writing code");
                break;
            case SpokenPart.Block block:
                yield return new ChatPiece.Doing("compiling the code in your solution");
                yield return new ChatPiece.Block(await judge.JudgeAsync(block.Info, block.Code, block.IsClosed, cancellationToken));
                break;
        }
    }
}
