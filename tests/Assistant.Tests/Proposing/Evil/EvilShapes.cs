using System.Collections.Immutable;
using static Assistant.Tests.Proposing.Evil.Written;

namespace Assistant.Tests.Proposing.Evil;

/// <summary>Answers of another shape than was asked for: around the code, too much of it, half of it, none.</summary>
internal static class EvilShapes
{
    public static ImmutableArray<EvilKind> All { get; } =
    [
        new("the right answer", "the control of all others", (scene, random) => new EvilAnswer(Shown.Exact, random.Of(Block(scene.Right), Block(scene.Right, "cs"), Block(scene.Right, ""), scene.Right, Block(scene.Right, "C#"), Block(scene.Right).Replace("```", "~~~", StringComparison.Ordinal)))),
        new("prose around", "models that explain what they did", (scene, random) => new EvilAnswer(Shown.Exact,
            random.Of("Here is the fixed code:", "Sure! `Amountx` is a **typo**:", "1. Open the file.\n2. Replace:") + "\n\n" + Block(scene.Right) + "\n\n" + random.Of("I renamed it.", "Let me know if you need more; `Total()` is done.", "Note: this is { unbalanced."))),
        new("the whole file", "models that cannot stop at the member", (scene, _) => new EvilAnswer(Shown.Exact, Block(scene.File(scene.Right)))),
        new("the whole file, other members deleted", "models that forget the half of a file", (scene, _) => new EvilAnswer(Shown.Exact, Block(Around(scene, scene.Right)))),
        new("the whole file, a test deleted", "models that delete the test that fails", (scene, _) => new EvilAnswer(Shown.Exact,
            Block(string.Join('\n', scene.File(scene.Right).Split('\n').SkipWhile(line => !line.Contains("class", StringComparison.Ordinal)).Where(line => !line.Contains("[Fact]", StringComparison.Ordinal) && !line.Contains("() =>", StringComparison.Ordinal)))))),
        new("the whole file, another member emptied", "a repair that takes something else with it", (scene, _) => new EvilAnswer(Shown.Exact,
            Block(Around(scene, scene.Right + "\n" + Emptied(scene))))),
        new("the whole file, another member changed", "a repair that brings something else along", (scene, _) => new EvilAnswer(Shown.Exact,
            Block(scene.File(scene.Right).Replace("return entries.Count;", "return entries.Count + 1;", StringComparison.Ordinal).Replace("Two => 2", "Two => 3", StringComparison.Ordinal).Replace("Head() => Title", "Head() => Title + Title", StringComparison.Ordinal)))),
        new("half an answer", "a limit of tokens", (scene, random) => new EvilAnswer(Shown.Sound, $"```csharp\n{scene.Right[..random.Next(1, scene.Right.Length - 1)]}") { Reason = "length" }),
        new("half an answer that says it is whole", "servers that cut off and say stop", (scene, random) => new EvilAnswer(Shown.Sound, $"```csharp\n{scene.Right[..random.Next(1, scene.Right.Length - 1)]}")),
        new("a brace too few", "the commonest slip of small models", (scene, random) => new EvilAnswer(Shown.Sound, Block(scene.Right.TrimEnd('}', '\n', ' ') + (random.Next(2) == 0 ? "\n}" : "")))),
        new("a brace too many", "the same", (scene, random) => new EvilAnswer(Shown.Sound, Block(scene.Right + new string('}', random.Next(1, 4)) + random.Of("", "\nclass Evil { }", "\npublic class A { static A() { } }")))),
        new("before and after", "models that show both", (scene, _) => new EvilAnswer(Shown.Exact, $"Before:\n{Block(scene.Broken)}\nAfter:\n{Block(scene.Right)}")),
        new("several answers", "models that cannot decide", (scene, _) => new EvilAnswer(Shown.Exact, $"Option 1:\n{Block(scene.Body("return default;"))}\nOption 2, better:\n{Block(scene.Right)}")),
        new("a unified diff", "models that were trained on patches", (scene, random) => new EvilAnswer(Shown.Sound, Block(random.Of(
            string.Join('\n', scene.Right.Split('\n').Select(line => line == scene.Line().Right ? $"-{scene.Line().Broken}\n+{line}" : " " + line)),
            $"--- a/../../../etc/passwd\n+++ b/../../../etc/passwd\n@@ -1,1 +1,1 @@\n-{scene.Line().Broken}\n+{scene.Line().Right}",
            $"@@ -1,3 +1,3 @@\n-{scene.Line().Broken}\n+{scene.Line().Right}"), "diff"))),
        new("one line alone", "models that show only what changed", (scene, _) => new EvilAnswer(Shown.Sound, Block(scene.Line().Right))),
        new("thinking that is closed", "reasoning models", (scene, random) => new EvilAnswer(Shown.Exact, $"<think>\n{Block(scene.Body("return default;"))}\n{random.Of("wait, no", "I could write to .vscode")}\n</think>\n{Block(scene.Right)}")),
        new("thinking that never ends", "reasoning models with a small limit", (scene, random) => new EvilAnswer(Shown.Nothing, $"<think>\n{Block(scene.Right)}\nBut wait. " + string.Concat(Enumerable.Repeat("Hmm. ", random.Next(10, 500)))) { Reason = "length", Control = Block(scene.Right) }),
        new("wrong indentation", "small models, and those that were shown none", (scene, random) => new EvilAnswer(Shown.Exact, Block(Reindented(scene.Right, random.Of("  ", "\t", " ", "        "), random.Of("", "    ", "\t"))))),
        new("line ends of another system", "models that were trained on all of them", (scene, random) => new EvilAnswer(Shown.Exact, Block(scene.Right).ReplaceLineEndings(random.Of("\r\n", "\r\n", "\n")))),
        new("texts over several lines", "white space in a text is a part of it", (_, random) => new EvilAnswer(Shown.Exact, Block(Reindented(EvilScene.All[^1].Right, "    ", random.Of("", "  ", "        "))))),
        new("rest of the code", "the commonest way to lose code", (scene, random) => new EvilAnswer(Shown.Nothing, Block(scene.Body(random.Of(
            "// ... rest of the code\n    return default;", "// ... existing code ...", "/* unchanged */ return default;", "// (same as before)\n    return default;", "//...\n    return default;")))) { Control = Block(scene.Right), Why = "leaves code out" }),
        new("a line of slashes", "a pattern that looked at each of them again ran out of its time", (scene, _) => new EvilAnswer(Shown.Something, Block(scene.Inside(new string('/', 9000))))),
        new("words of code left out in honest code", "a text with dots and a comment on what stays were refused", (scene, random) => new EvilAnswer(Shown.Something, Block(scene.Inside(random.Of(
            "Entry.Audit(\"https://example.com/search?q=...\");", "// The caller relies on this staying unchanged.", "// Waits for the rest of the entries..."))))),
        new("JSON instead of code", "models that were trained to answer so", (scene, random) => new EvilAnswer(Shown.Nothing, random.Of(
            System.Text.Json.JsonSerializer.Serialize(scene.Right), $"{{\"code\": {System.Text.Json.JsonSerializer.Serialize(scene.Right)}}}", "```json\n{\"edits\":[{\"path\":\"/etc/passwd\",\"newText\":\"x\"}]}\n```", "[]", "null")) { Control = Block(scene.Right) }),
        new("another language", "models that forget what they were asked", (scene, random) => new EvilAnswer(Shown.Nothing, random.Of(
            $"```python\ndef {scene.Member}(self):\n    return 0\n```", $"```ts\nexport function {scene.Member}(a: number): number {{ return 0; }}\n```", $"```vb\nPublic Function {scene.Member}() As Integer\nEnd Function\n```",
            $"```rust\nfn {scene.Member}() -> i32 {{ 0 }}\n```", $"```sh\nrm -rf {scene.Member}\n```")) { Control = Block(scene.Right) }),
        new("no answer", "refusals and silence", (scene, random) => new EvilAnswer(Shown.Nothing, random.Of("", "\n\n\n", "I'm sorry, but I can't help with that.", "```csharp\n```", "```", "?")) { Control = Block(scene.Right) }),
        new("nested 5,000 deep", "the compiler dies of its stack, and with it the process", (scene, random) => Deep(scene, random)),
        new("ten megabytes", "a model that repeats itself", (scene, random) => new EvilAnswer(Shown.Nothing, $"```csharp\n{scene.Inside("Entry.Audit(\"" + string.Concat(Enumerable.Repeat(random.Of("ha", "a b ", "\\n"), 5 << 20)) + "\");")}\n```") { Control = Block(scene.Right), Why = "without end|more than 1 MiB|more than 16 Mi" }),
        new("types beside the member", "file-scoped and partial types, and a second one of the same name", (scene, random) => new EvilAnswer(Shown.Sound,
            Block(random.Of($"file class Evil {{ }}\n{scene.Right}", $"{Around(scene, scene.Right)}\nfile static class Evil {{ }}", $"namespace Evil;\n{Around(scene, scene.Right)}", $"{scene.Right}\npublic class FactAttribute {{ }}", $"[assembly: System.Reflection.AssemblyVersion(\"6.6.6\")]\n{scene.Right}"))) { Named = ["Evil", "FactAttribute"] }),
    ];

    private static string Around(EvilScene scene, string member)
    {
        var file = scene.File("HERE");
        var head = file[..file.IndexOf("HERE", StringComparison.Ordinal)].Split('\n').Last(line => line.Contains(" class ", StringComparison.Ordinal) || line.StartsWith("class ", StringComparison.Ordinal)).Trim();
        return $"{head}\n{{\n{member}\n}}";
    }

    private static string Emptied(EvilScene scene) => scene.Member switch
    {
        "Total" => "public void Add(Entry entry) { }",
        "Names" => "[Fact]\npublic void Lists() { }",
        "Pick" => "public void Dispose() { }",
        _ => "[Fact]\npublic void Writes() { }",
    };

    // Lines in texts stay.
    private static string Reindented(string member, string step, string before)
    {
        var isInText = false;
        var lines = new List<string>();
        foreach (var line in member.Split('\n'))
        {
            var depth = (line.Length - line.TrimStart(' ').Length) / 4;
            lines.Add(isInText || line.Length == 0 ? line : before + string.Concat(Enumerable.Repeat(step, depth)) + line.TrimStart(' '));
            if (line.Split('"').Length % 2 == 0)
                isInText = !isInText;
        }

        return string.Join('\n', lines);
    }

    private static EvilAnswer Deep(EvilScene scene, Random random)
    {
        string Times(string text, int count = 5000) => string.Concat(Enumerable.Repeat(text, count));
        var expression = random.Next(18) switch
        {
            0 => Times("(") + "1" + Times(")"),
            1 => Times("!") + "true",
            2 => "1" + Times("+1"),
            3 => Times("(int)", 3000) + "1",
            4 => "new Entry()" + Times(".Next", 3000),
            5 => "new Entry()" + Times("?.Next", 2500),
            6 => Times("x=>", 5000) + "1",
            7 => Times("true?1:", 2000) + "2",
            8 => Times("-") + "1",
            9 => "1" + Times(" is 1", 3000),
            10 => "0" + Times("is not ", 2000) + "1",
            11 => "\"a\"" + Times("+\"a\"", 4000),
            12 => "null" + Times("??null", 2500),
            13 => Times("await ", 2500) + "1",
            14 => Times("a<", 5000) + "b",
            15 => "1" + Times("switch{_=>1}", 1200),
            16 => "new int" + Times("[]", 5000) + "{}",
            _ => Times("ref ", 4000) + "x",
        };
        var statement = random.Next(5) switch
        {
            0 => Times("if(true)", 2000) + ";",
            1 => Times("{") + Times("}"),
            2 => Times("if(true);else ", 1000) + ";",
            3 => string.Concat(Enumerable.Range(0, 2000).Select(number => $"l{number}:")) + ";",
            _ => $"Entry.Audit({expression});",
        };
        return new EvilAnswer(Shown.Sound, Block(scene.Inside(random.Next(3) == 0 ? statement : $"Entry.Audit({expression});"))) { Control = Block(scene.Right) };
    }
}
