namespace Assistant.Protocol.Types;

/// <summary>The answer to <c>assistant.showRejected</c>.</summary>
/// <param name="Rejected">What was thrown away, the last one first.</param>
public sealed record RejectedProposals(IReadOnlyList<RejectedProposals.Proposal> Rejected)
{
    /// <param name="Uri">The document whose diagnostic it was to repair.</param>
    /// <param name="Line">The line of that diagnostic, from 1.</param>
    /// <param name="Id">Its id, such as <c>CS0103</c>.</param>
    /// <param name="Title">What it would have done.</param>
    /// <param name="Tier">Who proposed it.</param>
    /// <param name="Reason">Why, where no diagnostic says it.</param>
    /// <param name="NewDiagnostics">What the compiler would have reported.</param>
    /// <param name="Silencing">What it would only have hidden or deleted.</param>
    public sealed record Proposal(
        string Uri, int Line, string Id, string Title, string Tier, string? Reason, IReadOnlyList<NewDiagnostic> NewDiagnostics, IReadOnlyList<SilencingEdit> Silencing);

    /// <param name="Id">Such as <c>CS0103</c>.</param>
    /// <param name="Severity"><c>error</c> or <c>warning</c>.</param>
    /// <param name="Path">Relative to the solution's folder; null when it has none.</param>
    /// <param name="Line">From 1.</param>
    /// <param name="Column">From 1, in UTF-16 units.</param>
    /// <param name="Message">The compiler's.</param>
    /// <param name="Project">Where.</param>
    /// <param name="TargetFramework">For which framework.</param>
    public sealed record NewDiagnostic(string Id, string Severity, string? Path, int Line, int Column, string Message, string Project, string TargetFramework);

    /// <param name="Rule">What kind.</param>
    /// <param name="Path">Relative to the solution's folder.</param>
    /// <param name="Line">From 1.</param>
    public sealed record SilencingEdit(string Rule, string Path, int Line);
}
