using Assistant.Cli.Benchmarks;
using Assistant.Cli.Exactness;
using Assistant.Core.Verification;
using Assistant.Tests.Kit;
using Assistant.Workspace;
using Xunit;

namespace Assistant.Tests.Benchmarks;

public sealed class AcceptedEditsTests
{
    [Fact]
    public async Task Where_no_change_of_a_body_is_accepted_it_says_so_and_what_to_do()
    {
        var said = await Assert.ThrowsAsync<WorkspaceException>(() => Drawn("class C { int x = 1; }").OfSomeBodiesAsync(1, CancellationToken.None));
        Assert.Contains("none of the changes of bodies", said.Message, StringComparison.Ordinal);
        Assert.Contains("--part declaration", said.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_there_are_some_they_are_given()
    {
        var (timings, edits) = await Drawn("class C { int M(int x) { var y = x + 1; return y * 2; } }").OfSomeBodiesAsync(1, CancellationToken.None);
        Assert.Equal((1, 1), (timings.Count, edits.Count));
    }

    private static AcceptedEdits Drawn(string code)
    {
        var snapshot = TestSolution.Open($"=== A/Code.cs\n{code}\n");
        return new AcceptedEdits(new DrawnFiles(snapshot), new Verifier(snapshot), new Random(1), TimeProvider.System);
    }
}
