using Assistant.Core.Edits;
using Assistant.Core.Verification;
using Assistant.Tests.Kit;
using Microsoft.CodeAnalysis;
using Xunit;

namespace Assistant.Tests.Verification;

/// <summary>One verifier over time: asked at once, interrupted, and followed by the verifier of what comes after.</summary>
public sealed class VerifierTests
{
    private const string Two = """
        === project A
        === project B references=A
        === A/Code.cs
        using System;
        using System.Threading.Tasks;

        public class C
        {
            public int «3:M→N»() => 1«1:→ + 1»«2:→ + ""»;

            async Task<int> Later(int[] numbers)
            {
                Span<int> span = numbers;
                await Task.Yield();
                return 1«4:→ + span[0]»;
            }
        }
        === A/More.cs
        class More { «5:→/* a comment */»«6:→public int X;» }
        === B/Use.cs
        class Use
        {
            int N(C c) => c.M()«7:→ + 1»;

            int «8:P→Q»() => 2;
        }
        """;

    [Fact]
    public async Task Asked_from_four_threads_it_gives_the_same_verdicts()
    {
        var marked = MarkedCase.Parse(Two);
        var alone = new Dictionary<int, string>();
        var verifier = new Verifier(TestSolution.Open(marked));
        foreach (var proposal in marked.Proposals)
            alone[proposal] = await AskAsync(verifier, marked, proposal);

        Assert.Equal(["Rejected Body CS4007", "Rejected Dependents CS1061", "Rejected Document CS0029"], alone.Values.Where(verdict => verdict.StartsWith("Rej", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        var shared = new Verifier(TestSolution.Open(marked));
        await Task.WhenAll(Enumerable.Range(0, 4).Select(thread => Task.Run(async () =>
        {
            // Each thread begins elsewhere, so that different bases are wanted first.
            for (var step = 0; step < 2 * marked.Proposals.Length; step++)
            {
                var proposal = marked.Proposals[(step + (2 * thread)) % marked.Proposals.Length];
                Assert.Equal(alone[proposal], await AskAsync(shared, marked, proposal));
            }
        })));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Cancelled_in_the_middle_it_stays_usable_and_right(int compilation)
    {
        var marked = MarkedCase.Parse(Two);
        using var cancel = new CancellationTokenSource();
        if (compilation == 0)
            await cancel.CancelAsync();
        // The bases of A and B and the state of each after the change are compiled one after the other.
        var compiled = 0;
        var interruption = new Interruption(() =>
        {
            if (++compiled == compilation)
                cancel.Cancel();
        });
        var snapshot = TestSolution.Open(marked);
        var interrupted = snapshot.Solution.ProjectIds.Aggregate(snapshot.Solution, (solution, id) => solution.AddAnalyzerReference(id, interruption));
        var verifier = new Verifier(snapshot.WithSolution(interrupted));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => verifier.VerifyAsync(marked.Edits(3), withAnalyzers: false, cancel.Token));
        Assert.Equal(compilation, compiled);
        var fresh = new Verifier(snapshot);
        foreach (var proposal in marked.Proposals)
            Assert.Equal(await AskAsync(fresh, marked, proposal), await AskAsync(verifier, marked, proposal));
    }

    [Fact]
    public async Task After_repairs_it_knows_what_a_fresh_one_knows()
    {
        // Each step is a proposal against the text that the steps before it leave.
        const string Text = """
            === project A
            === project B references=A frameworks=net10.0;netstandard2.0
            === A/Code.cs
            using System.Threading.Tasks;

            public class C
            {
                public int M() => mising1 + mising2;

                public Strng Name => null;

                public partial int P { get; }
            }
            === A/Part.cs
            public partial class D
            {
                public partial int P { get; }
            }
            === A/Implemented.cs
            public partial class D
            {
                public partial int P => hidden;

                int Q() => mising3;
            }
            === B/Use.cs
            class Use
            {
                object N(C c) => c.Size + mising4;
            }
            """;
        (string Id, string Path, string Old, string New)[] steps =
        [
            ("CS0103", "A/Code.cs", "mising1", "1"),
            ("CS0103", "A/Implemented.cs", "mising3", "3"),
            ("CS0246", "A/Code.cs", "Strng", "string"),
            ("CS0103", "B/Use.cs", "mising4", "4"),
            ("CS1061", "A/Code.cs", "public class C\n{", "public class C\n{\n    public int Size => 1;\n"),
            ("CS0103", "A/Code.cs", "mising2", "2"),
            ("CS0103", "A/Implemented.cs", "hidden", "5"),
            ("CS0751", "A/Code.cs", "    public partial int P { get; }\n", ""),
        ];
        await RepairAllAsync(Text, steps);
    }

    [Fact]
    public async Task After_repairs_it_keeps_what_binding_a_file_does_not_tell()
    {
        const string Text = """
            === project A generator=NoGoto
            === A/Code.cs
            using System;
            using System.Threading.Tasks;

            class C
            {
                void M() { start: goto start; }

                int N() => mising1 + mising2;

                async Task<int> Later(int[] numbers)
                {
                    Span<int> span = numbers;
                    var first = span[0];
                    await Task.Yield();
                    return first + span[0];
                }
            }
            === A/Other.cs
            class D { int M() => mising3; }
            """;
        (string Id, string Path, string Old, string New)[] steps =
        [
            ("CS0103", "A/Code.cs", "mising1", "1"),
            ("CS0103", "A/Code.cs", "mising2", "2"),
            ("CS4007", "A/Code.cs", " + span[0]", ""),
            ("GEN001", "A/Code.cs", "start: goto start;", ""),
            ("CS0103", "A/Other.cs", "mising3", "3"),
        ];
        await RepairAllAsync(Text, steps);
    }

    [Fact]
    public async Task Whatever_its_user_types_it_knows_what_a_fresh_one_knows_when_it_has_settled()
    {
        var verifier = new Verifier(TestSolution.Open(MarkedCase.Parse(Two)));
        await AssertKnowsAllAsync(verifier, "at first");
        var code = (await TextAsync(verifier, "A/Code.cs"))!;
        (string What, string Path, string? Text, bool Settled)[] steps =
        [
            ("a slip in a body", "A/Code.cs", code.Replace("=> 1;", "=> mising;", StringComparison.Ordinal), true),
            ("which is taken back", "A/Code.cs", code, true),
            ("an import goes", "A/Code.cs", code.Replace("using System;\n", "", StringComparison.Ordinal), false),
            ("and a slip comes", "A/Code.cs", code.Replace("using System;\n", "", StringComparison.Ordinal).Replace("=> 1;", "=> mising;", StringComparison.Ordinal), false),
            ("both are mended", "A/Code.cs", code, true),
            ("what others use is renamed", "A/Code.cs", code.Replace("M()", "Renamed()", StringComparison.Ordinal), false),
            ("and so is its use", "B/Use.cs", "class Use { int N(C c) => c.Renamed(); }", false),
            ("a file comes", "A/New.cs", "class New : More { Missing m; }", false),
            ("and goes", "A/New.cs", null, false),
            ("another goes", "A/More.cs", null, false),
            ("only lowering finds this", "A/Code.cs", code.Replace("M()", "Renamed()", StringComparison.Ordinal).Replace("return 1;", "return span[0];", StringComparison.Ordinal), false),
            ("and it is mended", "A/Code.cs", code.Replace("M()", "Renamed()", StringComparison.Ordinal), false),
        ];
        var patient = verifier;
        foreach (var (what, path, text, settled) in steps)
        {
            verifier = await TypeAsync(verifier, path, text);
            Assert.True(verifier.IsSettled == settled, what);
            await AssertTellsNothingButTruthAsync(verifier, what);
            await AssertKnowsAllAsync(await verifier.SettleAsync(CancellationToken.None), what);
            patient = await (await TypeAsync(patient, path, text)).SettleAsync(CancellationToken.None);
            await AssertKnowsAllAsync(patient, $"{what}, settled each time");
        }
    }

    // What a repair brings to light, and only the compiler's last step finds, is found whatever has been typed before it.
    [Theory]
    [InlineData("another body cannot be parsed", "A/Code.cs: return 1; -> return span[0];", "A/Code.cs: { return 2; } -> { return 2 }", "CS1002")]
    [InlineData("the same body cannot be parsed", "A/Code.cs: return 1; -> return span[0];", "A/Code.cs: var here = 3; -> var here = 3", "CS1002")]
    [InlineData("a public method came with it", "A/Code.cs: // more -> public async Task<int> More(int[] n) { Span<int> s = n; await Task.Yield(); return s[0]; }", "B/Use.cs: { return c.M(); } -> { return c.M() }", "CS1002")]
    [InlineData("a private field of an unknown type", "A/Code.cs: return 1; -> return span[0];", "A/More.cs: int field; -> itn field;", "CS0246")]
    [InlineData("a public method of an unknown type", "A/Code.cs: return 1; -> return span[0];", "A/More.cs: public int P() -> public itn P()", "CS0246")]
    [InlineData("nothing is hidden", "A/Code.cs: return 2; -> return 4;", "A/More.cs: public int P() -> public itn P()", "CS0246")]
    [InlineData("a method beside it is new", "A/Code.cs: // more -> public int More() => 5;", "A/Code.cs: return 2; -> return two;", "CS0103")]
    [InlineData("a method beside it is broken", "A/Code.cs: // more -> public itn More() => 5;", "A/Code.cs: return 2; -> return two;", "CS0103")]
    public async Task A_repair_is_judged_as_by_a_fresh_one_whatever_was_typed_before(string what, string first, string slip, string id)
    {
        const string Text = """
            === project A
            === project B references=A
            === A/Code.cs
            using System;
            using System.Threading.Tasks;

            public class C
            {
                public int M() { return 2; }

                // more
                public async Task<int> Later(int[] numbers)
                {
                    Span<int> span = numbers;
                    await Task.Yield();
                    var here = 3;
                    return 1;
                }
            }
            === A/More.cs
            public class More { private int field; public int P() { return field; } }
            === B/Use.cs
            class Use { int N(C c) { return c.M(); } }
            """;
        foreach (var settles in new[] { false, true })
        {
            var verifier = new Verifier(TestSolution.Open(Text));
            await AssertKnowsAllAsync(verifier, "at first");
            foreach (var edit in new[] { first, slip })
            {
                var (path, old, now) = Parse(edit);
                verifier = await TypeAsync(verifier, path, (await TextAsync(verifier, path))!.Replace(old, now, StringComparison.Ordinal));
                if (settles)
                    verifier = await verifier.SettleAsync(CancellationToken.None);
            }

            var (where, right, wrong) = Parse(slip);
            var start = (await TextAsync(verifier, where))!.IndexOf(wrong, StringComparison.Ordinal);
            var (changes, _) = await ChangeSet.CreateAsync(verifier.Snapshot, [new ReplaceText(where, start, wrong.Length, right)], CancellationToken.None);
            var fresh = new Verifier(verifier.Snapshot);
            var target = await FirstAsync(fresh, id, "");
            var (expected, _) = await fresh.VerifyRepairAsync(changes!, target, CancellationToken.None);
            var (actual, after) = await verifier.VerifyRepairAsync(changes!, target, CancellationToken.None);
            Assert.True(Show(expected) == Show(actual), $"{what}: fresh {Show(expected)}, edited {Show(actual)}");
            if (await verifier.VerifyRepairQuicklyAsync(changes!, target, CancellationToken.None) is { } quick)
                Assert.True(Show(expected) == Show(quick), $"{what}, quickly: fresh {Show(expected)}, edited {Show(quick)}");
            if (after is not null)
                await AssertKnowsAllAsync(after, what);
        }

        static (string Path, string Old, string New) Parse(string edit) => edit.Split(": ", 2) is [var path, var rest] && rest.Split(" -> ", 2) is [var old, var now] ? (path, old, now) : throw new FormatException(edit);
        static string Show(Verdict verdict) => $"{verdict.Kind} {string.Join(' ', verdict.NewDiagnostics.Select(found => found.Id))}";
    }

    private static async Task AssertTellsNothingButTruthAsync(Verifier verifier, string when)
    {
        var fresh = new Verifier(verifier.Snapshot);
        foreach (var document in verifier.Snapshot.Solution.Projects.SelectMany(project => project.Documents))
        {
            var all = (await fresh.ErrorsAsync(document.Project.Id, CancellationToken.None)).Select(error => error.ToString()).ToList();
            var told = await verifier.DiagnosticsAsync(document.Project.Id, document.FilePath!, CancellationToken.None);
            Assert.All(told.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error), error => Assert.True(all.Remove(error.ToString()), $"{when}: {error}"));
        }
    }

    private static async Task<Verifier> TypeAsync(Verifier verifier, string path, string? text)
    {
        var (changes, problem) = await ChangeSet.OfTextsAsync(verifier.Snapshot, new Dictionary<string, string?>(StringComparer.Ordinal) { [TestSolution.FullPath(path)] = text }, CancellationToken.None);
        Assert.Null(problem);
        return await verifier.ChangedAsync(changes!, CancellationToken.None);
    }

    private static async Task<string?> TextAsync(Verifier verifier, string path)
    {
        var document = verifier.Snapshot.Solution.Projects.SelectMany(project => project.Documents).FirstOrDefault(document => document.FilePath == TestSolution.FullPath(path));
        return document is null ? null : (await document.GetTextAsync()).ToString();
    }

    private static async Task RepairAllAsync(string solution, (string Id, string Path, string Old, string New)[] steps)
    {
        var verifier = new Verifier(TestSolution.Open(solution));
        await AssertKnowsAllAsync(verifier, "at first");
        foreach (var (id, path, old, text) in steps)
        {
            var document = verifier.Snapshot.Solution.Projects.SelectMany(project => project.Documents).First(document => document.FilePath == TestSolution.FullPath(path));
            var start = (await document.GetTextAsync()).ToString().IndexOf(old, StringComparison.Ordinal);
            var (changes, problem) = await ChangeSet.CreateAsync(verifier.Snapshot, [new ReplaceText(path, start, old.Length, text)], CancellationToken.None);
            Assert.Null(problem);
            var target = await FirstAsync(verifier, id, old);
            var (verdict, after) = await verifier.VerifyRepairAsync(changes!, target, CancellationToken.None);
            Assert.True(verdict.Kind == VerdictKind.Accepted, $"{old}: {verdict} {string.Join(';', verdict.NewDiagnostics)}");
            verifier = after!;
            await AssertKnowsAllAsync(verifier, $"after {old}");
        }

        foreach (var project in verifier.Snapshot.Solution.ProjectIds)
            Assert.Empty(await verifier.ErrorsAsync(project, CancellationToken.None));
    }

    private static async Task<string> AskAsync(Verifier verifier, MarkedCase marked, int proposal)
    {
        var verdict = await verifier.VerifyAsync(marked.Edits(proposal), withAnalyzers: false, CancellationToken.None);
        return $"{verdict.Kind} {verdict.Stage} {string.Join(' ', verdict.NewDiagnostics.Select(found => found.Id))}".TrimEnd();
    }

    private static async Task<Diagnostic> FirstAsync(Verifier verifier, string id, string text)
    {
        foreach (var project in verifier.Snapshot.Solution.ProjectIds)
        {
            var errors = await verifier.ErrorsAsync(project, CancellationToken.None);
            if (errors.FirstOrDefault(error => error.Id == id && (id != "CS0103" || text.Length == 0 || error.GetMessage().Contains(text, StringComparison.Ordinal))) is { } found)
                return found;
        }

        throw new InvalidDataException($"no {id} for '{text}'");
    }

    private static async Task AssertKnowsAllAsync(Verifier verifier, string when)
    {
        var fresh = new Verifier(verifier.Snapshot);
        foreach (var project in verifier.Snapshot.Solution.Projects)
        {
            var known = await ShowAsync(verifier, project.Id);
            var asked = await ShowAsync(fresh, project.Id);
            Assert.True(known == asked, $"{when}, {project.Name}:\n{known}\nfresh:\n{asked}");
        }
    }

    private static async Task<string> ShowAsync(Verifier verifier, ProjectId project) =>
        string.Join('\n', (await verifier.ErrorsAsync(project, CancellationToken.None)).Select(error => error.ToString()).Order(StringComparer.Ordinal));
}
