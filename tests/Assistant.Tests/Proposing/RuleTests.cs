using System.Reflection;
using Assistant.Cli.Output;
using Assistant.Core.Proposing;
using Assistant.Core.Verification;
using Assistant.Tests.Kit;
using Microsoft.CodeAnalysis.Host.Mef;
using Xunit;

namespace Assistant.Tests.Proposing;

/// <summary>
/// Repairs every fault of a case as the product does, with the SDK's providers, and compares with the case's last section:
/// for each diagnostic the chosen repair and its lines, or those of which none is better, then the titles of the others
/// that passed, best first.
/// Set ASSISTANT_GOLDENS=write to replace the last sections.
/// </summary>
public sealed class RuleTests
{
    private static readonly Lazy<(FixProviders Providers, MefHostServices Services)> Sdk = new(() =>
    {
        string[] names = ["Microsoft.CodeAnalysis.Workspaces", "Microsoft.CodeAnalysis.CSharp.Workspaces", "Microsoft.CodeAnalysis.Features", "Microsoft.CodeAnalysis.CSharp.Features"];
        var assemblies = names.Select(Assembly.Load).ToList();
        return (FixProviders.In(assemblies), MefHostServices.Create(assemblies));
    });

    [Theory]
    [RuleCases]
    public async Task Each_fault_has_the_repair_that_was_meant(string name)
    {
        var path = Path.Combine(Repository.RuleCases, name + ".txt");
        var marked = MarkedCase.Parse(await File.ReadAllTextAsync(path));
        var loop = new RepairLoop(new RulesTier(Sdk.Value.Providers), models: null, new RepairSelection(WithWarnings: true, [.. marked.Fixes]));
        var lines = new List<string>();
        await foreach (var outcome in loop.RunAsync(new Verifier(TestSolution.Open(marked, Sdk.Value.Services)), new Progress<string>(), CancellationToken.None))
            lines.AddRange(Show(outcome));
        foreach (var document in loop.Repaired!.Solution.Projects.SelectMany(project => project.Documents))
            AssertOneLineEnd((await document.GetTextAsync()).ToString());

        var shown = string.Join('\n', lines);
        if (Environment.GetEnvironmentVariable("ASSISTANT_GOLDENS") == "write")
            await File.WriteAllTextAsync(path, marked.WithExpected(shown));
        else
            Assert.Equal(marked.Expected, shown);
    }

    private static IEnumerable<string> Show(RepairOutcome outcome)
    {
        var place = $"{outcome.Target.Id} {outcome.Target.Path}:{outcome.Target.Line}";
        if (outcome.Chosen is not { } chosen)
        {
            yield return $"{place} {(outcome.Tied.IsEmpty ? "unfixed" : "ambiguous")}";
            foreach (var line in outcome.Tied.Select(tied => "  either " + TitleOf(tied)).Concat(outcome.Alternatives.Select(other => "  or " + TitleOf(other))))
                yield return line;
            yield break;
        }

        yield return $"{place} {TitleOf(chosen)}";
        foreach (var file in chosen.Candidate.Files)
        {
            foreach (var line in LineDiff.Between(file.Before!, file.After!))
                yield return $"  {line.Kind}{line.Number} {line.Text}".TrimEnd();
        }

        foreach (var other in outcome.Alternatives)
            yield return $"  or {TitleOf(other)}";
    }

    private static string TitleOf(VerifiedRepair repair) => repair.Candidate.Title + string.Concat(repair.Verdict.NewDiagnostics.Select(found => $" (uncovers {found.Id})"));

    // A repair ends its lines as the file does.
    private static void AssertOneLineEnd(string text) =>
        Assert.True(text == text.ReplaceLineEndings(text.Contains('\r', StringComparison.Ordinal) ? "\r\n" : "\n"), text);
}
