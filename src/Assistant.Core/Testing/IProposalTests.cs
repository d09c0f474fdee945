using Assistant.Core.Edits;

namespace Assistant.Core.Testing;

/// <summary>
/// Runs tests of the workspace for a proposal that the compiler takes. That runs code of the workspace, so only what has the
/// user's word for it can be one.
/// </summary>
public interface IProposalTests
{
    /// <summary>Runs those that a change can reach.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled; nothing of it runs any more.</exception>
    public Task<TestReport> RunAsync(ChangeSet changes, CancellationToken cancellationToken);
}
