using System.Runtime.CompilerServices;
using Assistant.Core.Proposing.Models;

namespace Assistant.Tests.Proposing.Models;

/// <summary>A model that says what it was told to say, in pieces, and keeps what it was asked. It counts as one that reads nothing twice.</summary>
/// <param name="tier">The tier it stands for.</param>
/// <param name="answers">One after the other; one that begins with <c>!</c> is a failure. The last is said again and again.</param>
internal sealed class ScriptedModel(string tier, params string[] answers) : ITextModel
{
    private const int PieceLength = 7;

    public string Tier => tier;

    /// <summary>Called before an answer ends.</summary>
    public Action Answered { get; init; } = () => { };

    public List<ModelPrompt> Asked { get; } = [];

    /// <summary>Letters that were read of answers.</summary>
    public int Read { get; private set; }

    public async IAsyncEnumerable<ModelPiece> AskAsync(ModelPrompt prompt, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.Yield();
        var answer = answers[Math.Min(Asked.Count, answers.Length - 1)];
        Asked.Add(prompt);
        if (answer.StartsWith('!'))
        {
            yield return new ModelPiece.Failed(answer[1..]);
            yield break;
        }

        for (var at = 0; at < answer.Length; at += PieceLength)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var piece = answer.Substring(at, Math.Min(PieceLength, answer.Length - at));
            Read += piece.Length;
            yield return new ModelPiece.Text(piece);
        }

        Answered();
        yield return new ModelPiece.Ended(IsCutOff: false, 100, 0, answer.Length / PieceLength);
    }
}
