using Assistant.Core.Proposing.Models;
using Assistant.Core.Verification;
using Assistant.Tests.Kit;
using Xunit;

namespace Assistant.Tests.Proposing.Models;

/// <summary>A fault of which the parser makes something else than what was meant does not keep the right answer away, and makes no way for a wrong one.</summary>
public sealed class MisreadFaultTests
{
    private const string Desk = """
        namespace Shop;

        public class Desk
        {
            private readonly string[] names = [];

            public static string Format(string value, string? format = null)
            {
                return format switch
                {
                    "u" => value.ToUpperInvariant(),
                    "w" => value.ToLowerInvariant(),
                    _ => value
                };
            }

            public bool Has(string name)
            {
                if (names != null)
                {
                    for (var i = 0; i < names.Length; i++)
                    {
                        if (names[i] == name)
                        {
                            return true;
                        }
                    }
                }

                return false;
            }

            public bool Starts(string name) => name != null && name
        #if !OFF
                .Trim()
        #endif
                .StartsWith("a") && name.Length > 0;

            public void Clear()
            {
                System.Array.Clear(names);
            }
        }
        """;

    private const string Format = "public static string Format(string value, string? format = null)\n{\n    return format switch\n    {\n        \"u\" => value.ToUpperInvariant(),\n        \"w\" => value.ToLowerInvariant(),\n        _ => value\n    };\n}\n";
    private const string Starts = "public bool Starts(string name) => name != null && name\n#if !OFF\n    .Trim()\n#endif\n    .StartsWith(\"a\") && name.Length > 0;\n";
    private const string Clear = "public void Clear()\n{\n    System.Array.Clear(names);\n}\n";

    [Theory]
    // The parser gives the last member the brace of its type.
    [InlineData("        System.Array.Clear(names);\n    }", "        System.Array.Clear(names);\n    ", Clear)]
    [InlineData("        System.Array.Clear(names);\n    }", "        System.Array.Clear(names);\n    ", Clear + "}\n")]
    [InlineData("        System.Array.Clear(names);\n    }", "        System.Array.Clear(names);", "public void Clear() => System.Array.Clear(names);\n")]
    // It takes arms of a switch for statements.
    [InlineData("ToUpperInvariant(),", "ToUpperInvariant(,", Format)]
    [InlineData("ToLowerInvariant(),", "ToLowerInvariant(,", Format)]
    // A directive that went with what was dropped stands by its other half.
    [InlineData("name\n#if !OFF\n        .Trim()", "Trim()", Starts)]
    [InlineData("name\n#if !OFF\n        .Trim()", "name.Trim()", Starts)]
    public async Task What_is_right_is_taken(string right, string wrong, string answer) => Assert.Equal("", await ReasonAsync(right, wrong, answer));

    [Theory]
    // A directive that has no other half, one that leaves out what stood there, and one more than there are halves.
    [InlineData("name.Length > 0;", "nam.Length > 0;", "public bool Starts(string name) => name != null && name\n#if !OFF\n    .Trim()\n#endif\n    .StartsWith(\"a\")\n#if !OFF\n    && name.Length > 0\n#endif\n    ;\n")]
    [InlineData("name\n#if !OFF\n        .Trim()", "Trim()", "public bool Starts(string name) => name != null\n#if OFF\n    && Trim()\n#endif\n    && name.StartsWith(\"a\") && name.Length > 0;\n")]
    [InlineData("name\n#if !OFF\n        .Trim()", "Trim()", "public bool Starts(string name) => name != null && name\n#if !OFF\n    .Trim()\n#endif\n    .StartsWith(\"a\")\n#if !OFF\n    && name.Length > 0\n#endif\n    ;\n")]
    // With the last brace a statement went.
    [InlineData("        System.Array.Clear(names);\n    }", "        System.Array.Clear(names);\n    ", "public void Clear()\n{\n}\n")]
    // With an arm of a switch.
    [InlineData("ToUpperInvariant(),", "ToUpperInvariant(,", "public static string Format(string value, string? format = null)\n{\n    return format switch\n    {\n        \"u\" => value.ToUpperInvariant(),\n        _ => value\n    };\n}\n")]
    public async Task What_hides_or_drops_is_not(string right, string wrong, string answer) =>
        Assert.Matches("^it (makes the error go away without mending it|cannot be verified)", await ReasonAsync(right, wrong, answer));

    private static async Task<string> ReasonAsync(string right, string wrong, string answer)
    {
        var faulty = Desk.Replace(right, wrong, StringComparison.Ordinal);
        Assert.NotEqual(Desk, faulty);
        var snapshot = TestSolution.Open($"=== A/Code.cs\n{faulty}\n");
        var verifier = new Verifier(snapshot);
        var errors = await verifier.ErrorsAsync(snapshot.Builds.Single().Id, CancellationToken.None);
        var task = await RepairTask.OfAsync(verifier, snapshot.Solution.Projects.Single().Documents.Single(), errors.OrderBy(error => error.Location.SourceSpan.Start).First(), CancellationToken.None);
        var outcome = await new Cascade([new ModelTier(new ScriptedModel("small", answer), 900, 1)], TimeProvider.System).RunAsync(task, Judge.OfRepair(verifier, task.Diagnostics[0]), new Progress<string>(), CancellationToken.None);
        var tried = Assert.Single(outcome.Tries);
        return tried.Reason + string.Join(", ", tried.Verdict?.Silencing.Select(found => found.Rule) ?? []);
    }
}
