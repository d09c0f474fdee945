using Assistant.Core.Proposing;
using Assistant.Core.Verification;
using Assistant.Tests.Kit;
using Xunit;

namespace Assistant.Tests.Proposing;

/// <summary>Every diagnostic that is there at the end has an outcome, and the loop ends.</summary>
public sealed class RepairLoopTests
{
    [Fact]
    public async Task Errors_outside_of_written_files_stay_unfixed()
    {
        var outcomes = await RunAsync("""
            === project A exe
            === project B exe
            === project C generator=PrivateField
            === A/Code.cs
            class A { }
            === B/Code.cs
            class B { int M() => missing; }
            === C/Code.cs
            partial class C { int generated; }
            """);
        Assert.Equal(["unfixed CS0102 C/obj/Assistant.Tests/Assistant.Tests.Kit.TestGenerators+PrivateField/C.g.cs C", "unfixed CS0103 B/Code.cs B", "unfixed CS5001 A", "unfixed CS5001 B"], outcomes.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_chain_longer_than_the_bound_ends_and_its_rest_is_told()
    {
        // Each repair by LastName uncovers the next unknown member.
        var outcomes = await RunAsync("""
            === A/Code.cs
            class P
            {
                public P last = null;

                object M(P first) => first.A.B.C.D.E;
            }
            """);
        Assert.Equal(["fixed CS1061 A/Code.cs A", "fixed CS1061 A/Code.cs A", "fixed CS1061 A/Code.cs A", "unfixed CS1061 A/Code.cs A"], outcomes);
    }

    [Fact]
    public async Task The_best_repair_is_taken_whatever_the_order_and_what_comes_after_stands_on_it()
    {
        var outcomes = await RunAsync("""
            === A/Code.cs
            class P
            {
                public P last = null;
                public P lust1 = null;

                object M(P first) => first.lust;

                object N(P first) => first.lust;
            }
            """);
        Assert.Equal(["fixed CS1061 A/Code.cs A", "fixed CS1061 A/Code.cs A"], outcomes);
    }

    [Fact]
    public async Task Of_repairs_that_nothing_tells_apart_none_is_taken()
    {
        var outcomes = await RunAsync("""
            === A/Code.cs
            class P
            {
                public P last = null;
                public P lost = null;

                object M(P first) => first.lust;
            }
            """);
        Assert.Equal(["ambiguous CS1061 A/Code.cs A"], outcomes);
    }

    [Fact]
    public async Task Two_projects_each_have_their_own_error_without_a_file_and_ids_select()
    {
        const string Text = """
            === project A exe frameworks=net10.0;netstandard2.0
            === project B exe
            === A/Code.cs
            class A { }
            === B/Code.cs
            class B { int M() => missing; }
            """;
        Assert.Equal(["unfixed CS5001 A", "unfixed CS5001 B"], await RunAsync(Text, "CS5001"));
        Assert.Equal(["unfixed CS0103 B/Code.cs B"], await RunAsync(Text, "CS0103"));
    }

    private static async Task<List<string>> RunAsync(string text, params string[] ids)
    {
        var loop = new RepairLoop(new RulesTier(FixProviders.In([typeof(RepairLoopTests).Assembly])), models: null, new RepairSelection(WithWarnings: false, [.. ids]));
        var verifier = new Verifier(TestSolution.Open(text));
        var outcomes = new List<string>();
        await foreach (var outcome in loop.RunAsync(verifier, new Progress<string>(), CancellationToken.None))
        {
            outcomes.Add(string.Join(' ', new[] { outcome.Chosen is not null ? "fixed" : outcome.Tied.IsEmpty ? "unfixed" : "ambiguous", outcome.Target.Id, outcome.Target.Path, outcome.Target.Project }.OfType<string>()));
            Assert.Equal(outcome.Chosen is null, outcome.Edits.IsEmpty);
            Assert.All(outcome.Alternatives, other => Assert.NotEqual(outcome.Chosen?.Candidate.Title, other.Candidate.Title));
            Assert.True(outcome.Tied.IsEmpty || (outcome.Chosen is null && outcome.Tied.Length > 1));
        }

        return outcomes;
    }
}
