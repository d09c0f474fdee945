using Assistant.Cli.Exactness;
using Assistant.Cli.Repairs;
using Assistant.Core.Proposing;
using Assistant.Core.Verification;
using Assistant.Tests.Kit;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Xunit;

namespace Assistant.Tests.Repairs;

/// <summary>What a fault is counted as.</summary>
public sealed class RepairRunTests
{
    // No rule knows what an alias stood for, and its errors are not in its own file.
    private const string Alias = """
        === A/Aliases.cs
        global using Text = System.Text.StringBuilder;
        === A/Code.cs
        class C { Text M() => null; }
        """;

    private static readonly MutationKind DropAlias = new("drop alias", false, (root, random) =>
        Places.At(root.DescendantNodes().OfType<UsingDirectiveSyntax>(), random, directive => Places.Remove(directive.Span)));

    private static readonly MutationKind MisspellMember = new("misspell member", false, (root, random) =>
        Places.At(Places.InBodies<MemberAccessExpressionSyntax>(root), random, access => Places.Replace(access.Name.Span, "Lenght")));

    [Fact]
    public async Task A_fault_whose_errors_are_in_another_file_is_left_while_they_are_there() =>
        Assert.Equal(["left"], await EndingsAsync(Alias, DropAlias));

    [Fact]
    public async Task Among_several_it_is_left_as_well_and_not_those_that_were_restored() =>
        Assert.Equal(["left", "exactly"], await EndingsAsync(Alias + """

            === A/Other.cs
            class D { int M(string text) { return text.Length; } }
            """, DropAlias, MisspellMember));

    [Fact]
    public async Task A_text_that_is_restored_is_counted_as_that() =>
        Assert.Equal(["exactly"], await EndingsAsync("""
            === A/Other.cs
            class D { int M(string text) { return text.Length; } }
            """, MisspellMember));

    private static async Task<List<string>> EndingsAsync(string text, params MutationKind[] kinds)
    {
        var disk = TestSolution.Open(text);
        var run = new RepairRun(disk, new Verifier(disk), new RulesTier(FixProviders.In([])), new Random(1), null);
        var tallies = kinds.Select(kind => new RepairTally(kind.Name)).ToList();
        Assert.NotNull(await run.RoundAsync(kinds, tallies, CancellationToken.None));
        return tallies.ConvertAll(tally => RepairTally.Word(Enum.GetValues<FaultEnding>().Single(ending => tally.Of(ending) > 0)));
    }
}
