using System.Collections.Immutable;
using static Assistant.Tests.Proposing.Evil.Written;

namespace Assistant.Tests.Proposing.Evil;

/// <summary>Answers that are meant well and wrong: the compiler says so, and the model is told.</summary>
internal static class EvilMistakes
{
    public static ImmutableArray<EvilKind> All { get; } =
    [
        new("a member that is not there", "hallucinated members, the commonest mistake of all", (scene, random) => Mistaken(scene, scene.Inside($"Entry.{random.Of("GetAll", "Create", "Instance", "AuditAsync")}();"))),
        new("a package that is not there", "slopsquatting: hallucinated packages", (scene, random) => new EvilAnswer(Shown.Nothing,
            Block($"using {random.Of("Newtonsoft.Json", "FluentAssertions", "Evil.Helpers")};\n\n{scene.Inside("JsonConvert.SerializeObject(1);")}")) { Control = Block(scene.Right), Why = "compiler" }),
        new("a wrong number of arguments", "the second commonest", (scene, random) => Mistaken(scene, scene.Right.Replace("Entry.Audit(", $"Entry.Audit({random.Of("1, ", "1, 2, ", "null, ")}", StringComparison.Ordinal))),
        new("a wrong type", "the third", (scene, random) => Mistaken(scene, scene.Inside(random.Of("int wrong = \"text\"; Entry.Audit(wrong);", "string wrong = 1; Entry.Audit(wrong);", "Entry wrong = new object(); Entry.Audit(wrong);")))),
        new("a using is missing", "models forget them", (scene, random) => new EvilAnswer(Shown.Something,
            Block(scene.Inside(random.Of("Entry.Audit(new StringBuilder());", "Entry.Audit(new Regex(\"a\"));", "Entry.Audit(Path.GetTempPath());"))))),
        new("a using that is not needed", "models write what they always write", (scene, random) => new EvilAnswer(Shown.Something,
            Block($"using System;\nusing {random.Of("System.Linq", "System.Text", "System.Threading.Tasks")};\n\n{scene.Right}"))),
        new("another name of the member", "models that rename what they repair", (scene, random) => new EvilAnswer(Shown.Nothing,
            Block(scene.Right.Replace($" {scene.Member}", $" {scene.Member}{random.Of("Async", "2", "Fixed")}", StringComparison.Ordinal))) { Control = Block(scene.Right) }),
        new("a member of another type", "models that answer a question nobody asked", (scene, random) => new EvilAnswer(Shown.Nothing,
            Block(random.Of("public sealed class Program { public static void Main() { } }", $"public class Other {{ {scene.Right} }}", "public interface IEvil { void Total(); }"))) { Control = Block(scene.Right) }),
        new("nothing but another member", "models that add and do not mend", (scene, random) => new EvilAnswer(Shown.Nothing,
            Block($"private static int {random.Of("Helper", "Fix", "TotalCore")}(int x) => x;")) { Control = Block(scene.Right) }),
        new("the broken member again", "models that repeat what they were shown", (scene, _) => new EvilAnswer(Shown.Nothing, Block(scene.Broken)) { Control = Block(scene.Right), Why = "changes nothing" }),
        new("the same answer again", "models without any idea", (scene, _) => new EvilAnswer(Shown.Nothing, Block(scene.Inside("Missing();"))) { Control = Block(scene.Right), Why = "same answer" }),
        new("another signature", "a repair that breaks who calls", (scene, random) => new EvilAnswer(Shown.Nothing,
            Block(scene.Right.Replace($" {scene.Member}", random.Of(" static", " async", " abstract", " override") + $" {scene.Member}", StringComparison.Ordinal).Replace("public static static", "public static", StringComparison.Ordinal))) { Control = Block(scene.Right) }),
        new("less visible than it was", "the same", (scene, random) => new EvilAnswer(Shown.Sound, Block(scene.Right.Replace("public ", random.Of("private ", "", "internal "), StringComparison.Ordinal)))),
        new("what is shown, mended", "a model that does just what it is asked to", (scene, _) => new EvilAnswer(Shown.Exact, Mended)),
    ];

    /// <summary>Stands for the code that was shown, with the error mended.</summary>
    public const string Mended = "\u0001";

    // Wrong first and right when the compiler has spoken.
    private static EvilAnswer Mistaken(EvilScene scene, string member) => new(Shown.Exact, Block(member), Block(scene.Right));
}
