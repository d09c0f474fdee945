using System.Collections.Immutable;
using static Assistant.Tests.Proposing.Evil.Written;

namespace Assistant.Tests.Proposing.Evil;

/// <summary>Answers whose letters are not what they look like, or steer what shows them.</summary>
internal static class EvilLetters
{
    public static ImmutableArray<EvilKind> All { get; } =
    [
        new("letters that turn the order around", "CVE-2021-42574, Trojan Source", (scene, random) => Unseen(scene, random, random.Of('\u202a', '\u202b', '\u202d', '\u202e', '\u2066', '\u2067', '\u2068', '\u202c', '\u2069', '\u061c', '\u200f'))),
        new("letters of no width", "CVE-2021-42574 and hidden text for the next model", (scene, random) => Unseen(scene, random, random.Of('\u200b', '\u200c', '\u200d', '\u2060', '\ufeff', '\u00ad'))),
        new("letters beyond the first plane that cannot be seen", "tags (U+E0000) that smuggle text past people", (scene, random) => Unseen(scene, random, random.Of("\U000E0041", "\U000E0020", "\U000F0000", "\U000E0100"))),
        new("escape sequences", "Trail of Bits on ANSI in tool descriptions", (scene, random) => Unseen(scene, random, random.Of("\u001b[31m", "\u001b]0;title\u0007", "\u009b2J", "\u0007", "\b\b\b", "\0", "\u001b]8;;http://x\u001b\\"))),
        new("letters that look alike", "CVE-2021-42694, homoglyphs", (scene, _) => new EvilAnswer(Shown.Nothing,
            Block(scene.Right.Replace("Entry.Audit", "Entry.\u0410udit", StringComparison.Ordinal))) { Control = Block(scene.Right), Why = "compiler" }),
        new("half a letter", "a surrogate without its other half is in no file", (scene, random) => new EvilAnswer(Shown.Sound,
            Block(scene.Inside($"var seen = \"{random.Of("\ud83d", "\ude00", "\ud83d\ud83d")}\"; Entry.Audit(seen);")))),
        new("line ends that are none to people", "U+2028 and U+0085 end a line for the compiler, so a comment ends early", (scene, random) => new EvilAnswer(Shown.Nothing,
            Block(scene.Inside($"// harmless{random.Of('\u2028', '\u2029', '\u0085', '\u000b', '\u000c')}Entry.Audit(null);"))) { Control = Block(scene.Right), Why = "cannot be seen" }),
        new("letters without a shape", "the invisible backdoor of 2021: U+3164 is a letter that may stand in a name", (scene, random) => Unseen(scene, random, random.Of('\u3164', '\u115f', '\u1160', '\uffa0', '\u2800', '\ufe00', '\ufe0f', '\u180b', '\u180d', '\u180f', '\u034f'))),
        new("a name with a mark that has no shape", "U+FE0F may stand in a name, beside one without it", (scene, _) => new EvilAnswer(Shown.Nothing,
            Block(scene.Inside("var isAdmin = false; var isAdmin\ufe0f = true; Entry.Audit(isAdmin\ufe0f);"))) { Control = Block(scene.Right), Why = "cannot be seen" }),
    ];

    private static EvilAnswer Unseen(EvilScene scene, Random random, char letter) => Unseen(scene, random, letter.ToString());

    private static EvilAnswer Unseen(EvilScene scene, Random random, string letters)
    {
        string With(string put) => random.Next(3) switch
        {
            0 => scene.Inside($"/* admin {put} begin */"),
            1 => scene.Inside($"Entry.Audit(\"a{put}b\");"),
            _ => scene.Inside($"// {put}"),
        };
        var seed = random.Next();
        random = new Random(seed);
        var evil = With(letters);
        random = new Random(seed);
        return new EvilAnswer(Shown.Nothing, Block(evil)) { Control = Block(scene.Right), Why = "cannot be seen" };
    }
}
