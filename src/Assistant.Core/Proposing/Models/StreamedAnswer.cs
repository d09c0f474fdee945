using System.Text;
using Microsoft.CodeAnalysis;

namespace Assistant.Core.Proposing.Models;

/// <summary>What came of a model for one prompt.</summary>
/// <param name="Text">What it said.</param>
/// <param name="End">How it ended; null where it was stopped because of an error.</param>
/// <param name="Error">The error that nothing to come can take away.</param>
/// <param name="Tokens">Its tokens, where the server says them.</param>
internal sealed record StreamedAnswer(string Text, ModelPiece? End, Diagnostic? Error, IReadOnlyList<TokenLikelihood> Tokens)
{
    /// <summary>The mean of the logarithms of its tokens' probabilities; null where the server does not tell.</summary>
    public double? Likelihood => Tokens.Count == 0 ? null : Tokens.Average(token => token.Log);

    /// <summary>Asks, and reads until the end or until it cannot be right any more.</summary>
    /// <param name="model">Who is asked.</param>
    /// <param name="prompt">What is asked.</param>
    /// <param name="most">UTF-16 units; a model that says more has lost its way.</param>
    /// <param name="errorAsync">Looks at what there is; null where nobody looks.</param>
    /// <param name="cancellationToken">Ends it; no request is left behind.</param>
    public static async Task<StreamedAnswer> ReadAsync(ITextModel model, ModelPrompt prompt, int most, Func<string, CancellationToken, Task<Diagnostic?>>? errorAsync, CancellationToken cancellationToken)
    {
        var (text, tokens) = (new StringBuilder(), new List<TokenLikelihood>());
        await foreach (var piece in model.AskAsync(prompt, cancellationToken))
        {
            if (piece is not ModelPiece.Text more)
                return new StreamedAnswer(text.ToString(), piece, null, tokens);
            text.Append(more.Value);
            tokens.AddRange(more.Tokens);
            if (text.Length > most)
                return new StreamedAnswer("", new ModelPiece.Failed("the model goes on without end"), null, []);
            if (errorAsync is not null && more.Value.Contains('\n', StringComparison.Ordinal) && await errorAsync(text.ToString(), cancellationToken) is { } error)
                return new StreamedAnswer(text.ToString(), null, error, tokens);
        }

        return new StreamedAnswer(text.ToString(), new ModelPiece.Failed("the model ended without an answer"), null, []);
    }
}
