namespace Assistant.Cli.Exactness;

/// <summary>What the reference says of a change.</summary>
/// <param name="NewErrors">Ids it reports as new; for a build, empty or <c>build failed</c>.</param>
/// <param name="IsPartial">Whether some project could not be asked about everything, because errors of the text on disk stop the compiler early.</param>
/// <param name="IsHidden">Whether it reports them only without the errors that were put in to hide others.</param>
internal sealed record ReferenceAnswer(IReadOnlyList<string> NewErrors, bool IsPartial = false, bool IsHidden = false);
