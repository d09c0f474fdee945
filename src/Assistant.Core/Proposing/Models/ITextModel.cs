namespace Assistant.Core.Proposing.Models;

/// <summary>A model that answers prompts. What asks it knows neither where it is nor how it is reached.</summary>
public interface ITextModel
{
    /// <summary>The tier it stands for, such as <c>small</c>.</summary>
    public string Tier { get; }

    /// <summary>Asks, and reads the answer while it is written.</summary>
    /// <returns>
    /// Pieces of text, and last an <see cref="ModelPiece.Ended"/> or a <see cref="ModelPiece.Failed"/>; whoever stops reading
    /// stops the model.
    /// </returns>
    /// <exception cref="OperationCanceledException">The token was cancelled; nothing else is thrown.</exception>
    public IAsyncEnumerable<ModelPiece> AskAsync(ModelPrompt prompt, CancellationToken cancellationToken);
}
