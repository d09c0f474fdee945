namespace Assistant.Core.Chat;

/// <summary>Writes code as a block of Markdown that nothing in it ends.</summary>
public static class CodeFence
{
    private const int LeastLength = 3;

    /// <summary>The block, with a line end behind it.</summary>
    /// <param name="code">Its lines.</param>
    /// <param name="info">What stands behind its fence.</param>
    public static string Around(string code, string info = "")
    {
        var (longest, run) = (LeastLength - 1, 0);
        foreach (var letter in code)
        {
            run = letter == '`' ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        var fence = new string('`', longest + 1);
        return $"{fence}{info}\n{code}\n{fence}\n";
    }
}
