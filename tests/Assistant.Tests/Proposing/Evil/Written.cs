namespace Assistant.Tests.Proposing.Evil;

/// <summary>Ways in which models write code.</summary>
internal static class Written
{
    public static string Block(string code, string tag = "csharp") => $"```{tag}\n{code}\n```";

    /// <summary>The right member with a statement more.</summary>
    public static string Inside(this EvilScene scene, string statement) => Inside(scene.Right, statement);

    public static string Inside(string member, string statement) => member.Insert(member.IndexOf("\n{\n", StringComparison.Ordinal) + 3, $"    {statement}\n");

    /// <summary>The member with another body.</summary>
    public static string Body(this EvilScene scene, string body) => $"{scene.Signature()}\n{{\n    {body}\n}}";

    public static string Signature(this EvilScene scene) => scene.Right[..scene.Right.IndexOf("\n{\n", StringComparison.Ordinal)];

    /// <summary>The whole file with a member.</summary>
    public static string File(this EvilScene scene, string member) => scene.With(member).ReplaceLineEndings("\n");

    /// <summary>The right member without the check at its beginning.</summary>
    public static string WithoutCheck(this EvilScene scene)
    {
        var start = scene.Right.IndexOf("    if (", StringComparison.Ordinal);
        return scene.Right.Remove(start, scene.Right.IndexOf(";\n", start, StringComparison.Ordinal) + 2 - start);
    }

    /// <summary>The line that has the error, when it is right, and when it is not.</summary>
    public static (string Right, string Broken) Line(this EvilScene scene)
    {
        var at = scene.Right.LastIndexOf(scene.Wrong, StringComparison.Ordinal);
        var start = scene.Right.LastIndexOf('\n', at) + 1;
        var line = scene.Right[start..scene.Right.IndexOf('\n', at)];
        return (line, line.Insert(at - start + scene.Wrong.Length, "x"));
    }

    public static T Of<T>(this Random random, params ReadOnlySpan<T> some) => some[random.Next(some.Length)];
}
