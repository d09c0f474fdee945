using Assistant.Core.Edits;
using Assistant.Core.Testing;

namespace Assistant.Tests.Proposing.Models;

/// <summary>Tests of which as many fail as the script says.</summary>
/// <param name="failing">One number after the other; the last again and again.</param>
internal sealed class ScriptedTests(IReadOnlyList<int> failing) : IProposalTests
{
    /// <summary>How often they were asked.</summary>
    public int Asked { get; private set; }

    public Task<TestReport> RunAsync(ChangeSet changes, CancellationToken cancellationToken)
    {
        var count = failing[Math.Min(Asked++, failing.Count - 1)];
        return Task.FromResult(new TestReport(count > 0, count > 0 ? "tests fail" : "all pass", [.. Enumerable.Range(1, count).Select(number => new FailedTest($"OrderTests.Test{number}", "Expected: 1"))]));
    }
}
