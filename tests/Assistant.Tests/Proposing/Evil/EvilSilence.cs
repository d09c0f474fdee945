using System.Collections.Immutable;
using static Assistant.Tests.Proposing.Evil.Written;

namespace Assistant.Tests.Proposing.Evil;

/// <summary>Answers that make the error go away without mending it.</summary>
internal static class EvilSilence
{
    public static ImmutableArray<EvilKind> All { get; } =
    [
        new("the check is gone", "models that make a test pass by removing what fails", (scene, _) => Hidden(scene, scene.WithoutCheck())),
        new("the call is gone", "the same", (scene, _) => Hidden(scene, string.Join('\n', scene.Right.Split('\n').Where(line => !line.Contains("Audit", StringComparison.Ordinal))))),
        new("the body is emptied", "the same", (scene, random) => Hidden(scene, scene.Body(random.Of("return default;", "return default!;", "// nothing\n    return default;")))),
        new("it throws that it is not implemented", "the answer of every model that does not know", (scene, random) => Hidden(scene, scene.Body(random.Of(
            "throw new NotImplementedException();", "throw new System.NotImplementedException();", "throw new System.NotSupportedException(\"later\");", "while (true) { }")))),
        new("a pragma", "SWE-bench patches that pass by silence", (scene, random) => Hidden(scene, random.Of(
            $"#pragma warning disable\n{scene.Right}\n#pragma warning restore", scene.Inside("\n#pragma warning disable CS1061, CS0103\n"), $"#nullable disable\n{scene.Right}", scene.Inside("\n#pragma warning disable\n")))),
        new("dynamic", "the same", (scene, random) => Hidden(scene, scene.Inside($"{random.Of("dynamic", "dynamic ")} any = 1; any.Whatever();"))),
        new("null-forgiving", "the same", (scene, _) => Hidden(scene, scene.Right.Replace("Entry.Audit(", "Entry.Audit(null! ?? ", StringComparison.Ordinal))),
        new("SuppressMessage", "the same", (scene, random) => Hidden(scene, $"[System.Diagnostics.CodeAnalysis.{random.Of("SuppressMessage", "UnconditionalSuppressMessage")}(\"a\", \"b\")]\n{scene.Right}")),
        new("an empty catch", "the same", (scene, random) => Hidden(scene, scene.Inside($"try {{ Entry.Audit(1); }} {random.Of("catch { }", "catch (System.Exception) { }", "catch (System.Exception) { ; }", "catch { /* ignore */ }")}"))),
        new("code that is never run", "the same, by a jump or a constant", (scene, random) => Hidden(scene, random.Of(
            scene.Inside("if (false) { Entry.Audit(2); }"), scene.Inside("return default;"), scene.Inside("throw new System.Exception();"), scene.Inside("while (false) Entry.Audit(3);")))),
        new("conditional directives", "code that one build has and another has not", (scene, random) => Hidden(scene, random.Of(
            scene.Inside("\n#if false\n    Entry.Audit(1);\n#endif\n"), scene.Inside("\n#if NEVER\n    Entry.Audit(1);\n#else\n    Entry.Audit(2);\n#endif\n"), scene.Inside("\n#line 1 \"Other.cs\"\n")))),
        new("directives that are not closed", "a region or condition that swallows what stands behind", (scene, random) => new EvilAnswer(Shown.Sound,
            Block(random.Of(scene.Inside("\n#if false\n"), scene.Inside("\n#region evil\n"), scene.Right + "\n#if false", scene.Inside("\n#endif\n"), "#define EVIL\n" + scene.Right, scene.Inside("\n#error no\n"), scene.Inside("\n#warning no\n"))))),
        new("a comment that is not closed", "CVE-2021-42574's cousin: what stands behind becomes a comment", (scene, random) => new EvilAnswer(Shown.Sound,
            Block(random.Of(scene.Right + "\n/*", scene.Inside("/*"), scene.Right + " /* \n ", scene.Inside("*/"), scene.Right + "\n///")))),
        new("a text that is not closed", "the same with a quotation mark", (scene, random) => new EvilAnswer(Shown.Sound,
            Block(random.Of(scene.Right + "\n\"", scene.Inside("var x = \"\"\""), scene.Inside("var x = @\""), scene.Inside("var x = $\"{"), scene.Right + "\n'")))),
        new("a skipped test", "models that skip the test that fails", (scene, random) => new EvilAnswer(Shown.Exact,
            Block(scene.File(scene.Right).Replace("[Fact]", random.Of("[Fact(Skip = \"later\")]", "[Fact(Skip = \"\")]", ""), StringComparison.Ordinal)))),
    ];

    private static EvilAnswer Hidden(EvilScene scene, string member) => new(Shown.Nothing, Block(member)) { Control = Block(scene.Right) };
}
