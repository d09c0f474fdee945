namespace Assistant.Core.Edits;

/// <summary>Why edits cannot be judged at all.</summary>
/// <param name="IsMalformed">True when no snapshot could take these edits; false when they are sound but outside of what is judged.</param>
/// <param name="Reason">One line for people.</param>
public sealed record UnusableEdits(bool IsMalformed, string Reason)
{
    internal static UnusableEdits Invalid(string reason) => new(true, reason);

    internal static UnusableEdits NotVerified(string reason) => new(false, reason);
}
