using System.Runtime.CompilerServices;
using Assistant.Core.Context;
using Assistant.Core.Proposing.Models;

namespace Assistant.Cli.Cascades;

/// <summary>What the seeded proposer said.</summary>
/// <param name="Corruption">What it did wrong; null when it told the truth.</param>
/// <param name="Parses">Whether the member by itself is C#.</param>
internal sealed record SeededAnswer(string? Corruption, bool Parses);

/// <summary>
/// Stands for a model: it knows the right text of one member, and answers with it, or with a text that was made wrong, as
/// often as it is told to. It sees what a model sees, the prompt; the same seed gives the same answers, and an answer that is
/// wrong at some rate is wrong in the same way at every higher one.
/// </summary>
/// <param name="tier">The tier it stands for.</param>
/// <param name="rate">How many of its answers are wrong, 0 to 1.</param>
/// <param name="seed">Of the task.</param>
/// <param name="truth">The right text.</param>
internal sealed class SeededModel(string tier, double rate, int seed, TrueMember truth) : ITextModel
{
    private const int LongestPiece = 24;

    private readonly List<SeededAnswer> answers = [];

    /// <summary>The only way in which it is wrong, where the right text has a place for it; null for all ways.</summary>
    public string? Only { get; init; }

    /// <inheritdoc/>
    public string Tier => tier;

    /// <summary>All answers in order.</summary>
    public IReadOnlyList<SeededAnswer> Answers => answers;

    /// <inheritdoc/>
    public async IAsyncEnumerable<ModelPiece> AskAsync(ModelPrompt prompt, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.Yield();
        if (prompt.MaxTokens == 1)
        {
            yield return new ModelPiece.Text(Sees(prompt) ? "yes" : "no");
            yield return new ModelPiece.Ended(IsCutOff: true, prompt.Messages.Sum(message => TokenEstimate.Of(message.Content)), 0, 1);
            yield break;
        }

        var random = new Random(Mixed(seed, tier.Length, answers.Count));
        var (isWrong, form) = (random.NextDouble() < rate, random.Next(AnswerForms.Count));
        var (answer, isCutOff) = Say(prompt, isWrong, form, random);
        for (var at = 0; at < answer.Length;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var length = Math.Min(random.Next(1, LongestPiece), answer.Length - at);
            yield return new ModelPiece.Text(answer.Substring(at, length));
            at += length;
        }

        yield return new ModelPiece.Ended(isCutOff, prompt.Messages.Sum(message => TokenEstimate.Of(message.Content)), 0, TokenEstimate.Of(answer));
    }

    /// <summary>A number that is near to another one only where all of its parts are the same; near seeds give near sequences.</summary>
    public static int Mixed(params ReadOnlySpan<int> parts)
    {
        var mixed = 2166136261u;
        foreach (var part in parts)
        {
            mixed = (mixed ^ (uint)part) * 16777619;
            mixed ^= mixed >> 15;
            mixed *= 0x85ebca6b;
            mixed ^= mixed >> 13;
        }

        return (int)mixed;
    }

    // Asked whether its answer is right, it is wrong as often as in its answers.
    private bool Sees(ModelPrompt prompt)
    {
        var said = prompt.Messages[^2].Content;
        var isRight = MemberTokens.AreSame(said[(said.IndexOf('\n', StringComparison.Ordinal) + 1)..said.LastIndexOf('\n')], truth.Text);
        return isRight == (new Random(Mixed(seed, tier.Length, said.Length)).NextDouble() >= rate);
    }

    private (string? Kind, string Text) Wrong(Random random) =>
        Only is null ? Corruptions.Of(truth.Text, random) : Corruptions.Of(Only, truth.Text, random) is { } text ? (Only, text) : (Corruptions.Prose, "");

    private (string Answer, bool IsCutOff) Say(ModelPrompt prompt, bool isWrong, int form, Random random)
    {
        // It knows this member and no other.
        var isKnown = prompt.Messages.First(message => message.Role == "user").Content.Contains($"This is {truth.Symbol}:\n", StringComparison.Ordinal);
        var (kind, text) = !isKnown ? (Corruptions.Prose, "") : isWrong ? Wrong(random) : (null, truth.Text);
        if (kind == Corruptions.Prose)
        {
            answers.Add(new SeededAnswer(kind, Parses: false));
            return (AnswerForms.Nothing, false);
        }

        answers.Add(new SeededAnswer(kind, MemberTokens.Parse(text) is not null));
        var isWhole = kind != Corruptions.Truncated;
        return (AnswerForms.Of(string.Concat(truth.Usings.Select(named => $"using {named};\n\n")) + text, form, isWhole), !isWhole);
    }
}
