using System.Text;

namespace Assistant.Core.Chat;

/// <summary>
/// Splits what a model says, while it says it, into prose and fenced blocks. Prose goes on at once, but for the beginning of a
/// line that may become a fence; of a block nothing goes on before its end. However the text is cut into pieces, the same comes of
/// it. What the model thinks before it speaks is left out.
/// </summary>
internal sealed class SpeechSplitter
{
    private const string Thinking = "<think>";
    private const string Thought = "</think>";
    private const int LeastMarks = 3;

    // UTF-16 units of a line that may begin a block: what is held back of prose has an end.
    private const int MostBegin = 1000;

    private readonly StringBuilder line = new();
    private readonly List<string> code = [];
    private Fence? open;
    private int told;
    private State state = State.Before;

    private enum State
    {
        /// <summary>Nothing but white space came.</summary>
        Before,

        /// <summary>The model thinks.</summary>
        Thinking,

        /// <summary>It speaks.</summary>
        Speaking,
    }

    private sealed record Fence(char Mark, int Length, int Indentation, bool IsQuoted, string Info);

    /// <summary>More was said.</summary>
    /// <returns>What can be told by now.</returns>
    public IEnumerable<SpokenPart> Add(string text)
    {
        var parts = new List<SpokenPart>();
        foreach (var letter in text)
        {
            if (letter == '\r')
                continue;
            line.Append(letter);
            if (state != State.Speaking)
                Listen(letter);
            if (letter == '\n' && state == State.Speaking)
                EndLine(parts);
        }

        if (state == State.Speaking && open is null && !MayBeFence())
            Tell(parts);
        return Joined(parts);
    }

    /// <summary>Nothing more will be said.</summary>
    /// <returns>What was held back.</returns>
    public IEnumerable<SpokenPart> End()
    {
        var parts = new List<SpokenPart>();
        if (state == State.Before)
            state = State.Speaking;
        if (state != State.Speaking)
            return parts;
        if (open is { } fence)
        {
            var last = line.ToString();
            var isClosed = IsEnd(last, fence);
            if (!isClosed && last.Length > 0)
                code.Add(Unindented(last, fence));
            parts.Add(new SpokenPart.Block(fence.Info, string.Join('\n', code), isClosed));
        }
        else
        {
            Tell(parts);
        }

        return Joined(parts);
    }

    // Before anything is said it is known whether the model thinks first; of what it thinks no more is kept than may be its end.
    private void Listen(char letter)
    {
        if (state == State.Thinking)
        {
            if (line.Length > Thought.Length)
                line.Remove(0, line.Length - Thought.Length);
            if (line.Equals(Thought))
                (state, _) = (State.Before, line.Clear());
            return;
        }

        var begun = line.ToString().TrimStart();
        if (letter == '\n' && begun.Length == 0)
            line.Clear();
        if (begun == Thinking)
            (state, _) = (State.Thinking, line.Clear());
        else if (line.Length > MostBegin || !Thinking.StartsWith(begun, StringComparison.Ordinal))
            state = State.Speaking;
    }

    private void EndLine(List<SpokenPart> parts)
    {
        var whole = line.ToString(0, line.Length - 1);
        if (open is { } fence)
        {
            if (IsEnd(whole, fence))
            {
                parts.Add(new SpokenPart.Block(fence.Info, string.Join('\n', code), IsClosed: true));
                open = null;
            }
            else
            {
                code.Add(Unindented(whole, fence));
            }
        }
        else if (told == 0 && BeginOf(whole) is { } begun)
        {
            open = begun;
            code.Clear();
            parts.Add(new SpokenPart.Begun());
        }
        else
        {
            Tell(parts);
        }

        line.Clear();
        told = 0;
    }

    private void Tell(List<SpokenPart> parts)
    {
        if (line.Length > told)
            parts.Add(new SpokenPart.Prose(line.ToString(told, line.Length - told)));
        told = line.Length;
    }

    private bool MayBeFence()
    {
        if (told > 0 || line.Length > MostBegin)
            return false;
        var whole = line.ToString();
        var begun = whole[BehindMarks(whole).Start..];
        if (begun.Length == 0)
            return whole.Length > 0;
        // The mark of an item of a list, as far as it has come.
        if (begun is "-" or "*" or "+" || begun.All(char.IsAsciiDigit) || (begun[^1] is '.' or ')' && begun[..^1].All(char.IsAsciiDigit)))
            return true;
        return begun[0] is '`' or '~' && (begun.Length < LeastMarks || BeginOf(whole) is not null) && begun.Take(LeastMarks).All(letter => letter == begun[0]);
    }

    // A block may begin behind the marks of lists and quotes, and stand further in than the three spaces that Markdown allows elsewhere.
    private static Fence? BeginOf(string line)
    {
        if (line.Length > MostBegin)
            return null;
        var (start, isQuoted) = BehindMarks(line);
        var bare = line[start..];
        if (bare.Length < LeastMarks || bare[0] is not ('`' or '~'))
            return null;
        var length = bare.TakeWhile(letter => letter == bare[0]).Count();
        var info = bare[length..].Trim();
        return length < LeastMarks || (bare[0] == '`' && info.Contains('`', StringComparison.Ordinal)) ? null : new Fence(bare[0], length, start, isQuoted, info);
    }

    private static (int Start, bool IsQuoted) BehindMarks(string line)
    {
        var (at, isQuoted) = (0, false);
        while (true)
        {
            while (at < line.Length && line[at] is ' ' or '\t')
                at++;
            var digits = line.AsSpan(at).IndexOfAnyExceptInRange('0', '9');
            if (at < line.Length && line[at] == '>')
                (at, isQuoted) = (at + 1, true);
            else if (at + 1 < line.Length && line[at] is '-' or '*' or '+' && line[at + 1] == ' ')
                at += 2;
            else if (digits > 0 && at + digits + 1 < line.Length && line[at + digits] is '.' or ')' && line[at + digits + 1] == ' ')
                at += digits + 2;
            else
                return (at, isQuoted);
        }
    }

    // A mark that ends a turn may stand behind the one that ends the block.
    private static bool IsEnd(string line, Fence fence)
    {
        var bare = (fence.IsQuoted ? Unindented(line, fence) : line).Trim();
        var length = bare.TakeWhile(letter => letter == fence.Mark).Count();
        return length >= fence.Length && bare[length..].TrimStart() is "" or ['<', '|', ..];
    }

    private static string Unindented(string line, Fence fence)
    {
        if (fence.IsQuoted)
        {
            var bare = line.TrimStart(' ', '\t');
            return bare.StartsWith("> ", StringComparison.Ordinal) ? bare[2..] : bare.StartsWith('>') ? bare[1..] : line;
        }

        var most = line.TakeWhile(letter => letter is ' ' or '\t').Take(fence.Indentation).Count();
        return line[most..];
    }

    private static IEnumerable<SpokenPart> Joined(List<SpokenPart> parts)
    {
        var prose = new StringBuilder();
        foreach (var part in parts)
        {
            if (part is SpokenPart.Prose { Text: var text })
            {
                prose.Append(text);
                continue;
            }

            if (prose.Length > 0)
                yield return new SpokenPart.Prose(prose.ToString());
            prose.Clear();
            yield return part;
        }

        if (prose.Length > 0)
            yield return new SpokenPart.Prose(prose.ToString());
    }
}
