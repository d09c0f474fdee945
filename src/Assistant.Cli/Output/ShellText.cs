using System.Buffers;

namespace Assistant.Cli.Output;

/// <summary>A command as it can be typed.</summary>
internal static class ShellText
{
    private static readonly SearchValues<char> Plain = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./=,:@+");

    /// <summary>The words, each quoted where a shell would read more than its letters.</summary>
    public static string Of(IEnumerable<string> words) => string.Join(' ', words.Select(Quoted));

    private static string Quoted(string word)
    {
        if (word.Length > 0 && !word.AsSpan().ContainsAnyExcept(Plain))
            return word;
        return OperatingSystem.IsWindows() ? $"\"{word}\"" : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
    }
}
