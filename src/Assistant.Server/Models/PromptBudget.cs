namespace Assistant.Server.Models;

/// <summary>How long a prompt of a tier may be. What counts is how long it takes to be read; between what is of any use and what still helps.</summary>
/// <param name="Seconds">How long it may take.</param>
/// <param name="Least">Tokens below which a context says too little.</param>
/// <param name="Usual">Tokens while nobody knows how fast the model reads.</param>
/// <param name="Most">Tokens above which a context says hardly anything more.</param>
internal sealed record PromptBudget(double Seconds, int Least, int Usual, int Most)
{
    /// <summary>Tokens for a model that reads so many in a second.</summary>
    /// <param name="rate">Tokens in a second; null when it is not known.</param>
    /// <param name="wanted">Seconds that the user wants to wait; null for what is usual.</param>
    public int TokensAt(double? rate, double? wanted) => rate is { } known ? (int)Math.Clamp(known * (wanted ?? Seconds), Least, Most) : Usual;
}
