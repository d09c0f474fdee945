using Assistant.Core.Verification;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Assistant.Tests.Kit;
using Xunit;
namespace Assistant.Tests.Verification;
public sealed class Temp
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Try(int mode)
    {
        var seen = new System.Collections.Concurrent.ConcurrentDictionary<string,int>();
        const string T = """
            === project A
            === project B references=A frameworks=net10.0;netstandard2.0
            === A/Code.cs
            public class C
            {
                public Strng Name => null;
                public int M() => 1;
            }
            === B/Use.cs
            class Use
            {
                string N(C c) => c.Size + c.Name + mising4;
            }
            """;
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
        for (var i = 0; i < 100; i++)
        {
            if (mode == 2)
            {
            var a = CSharpSyntaxTree.ParseText("public class C { public Strng Name => null; public int M() => 1; }", path: "a.cs");
            var b = CSharpSyntaxTree.ParseText("class Use { string N(C c) => c.Size + c.Name + mising4; } ", path: "b.cs");
            var ca = CSharpCompilation.Create("a", [a], ReferencePack.All.Select(r => r.Reference), new(OutputKind.DynamicallyLinkedLibrary));
            var cb = CSharpCompilation.Create("b", [b], ReferencePack.All.Select(r => r.Reference).Append(ca.ToMetadataReference()), new(OutputKind.DynamicallyLinkedLibrary));
            var s2 = string.Join(";", cb.Emit(new MemoryStream()).Diagnostics.Concat(cb.GetDiagnostics()).Select(d => d.Id).Order());
            seen.AddOrUpdate(s2, 1, (_, n) => n + 1);
            continue;
            }
            var v = new Verifier(TestSolution.Open(T));
            var s = "";
            foreach (var p in v.Snapshot.Solution.ProjectIds.Skip(mode)) s += string.Join(" ", (await v.ErrorsAsync(p, default)).Select(e => e.Id).Order()) + "|";
            seen.AddOrUpdate(s, 1, (_, n) => n + 1);
        }
        })));
        Assert.Fail(string.Join("\n", seen));
    }
}
