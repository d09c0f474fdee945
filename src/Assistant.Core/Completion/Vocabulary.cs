namespace Assistant.Core.Completion;

/// <summary>Numbers for the texts of tokens, so that code is compared and counted as numbers. It only grows, and may be used from several threads.</summary>
internal sealed class Vocabulary
{
    /// <summary>The number that stands between two files and is no token.</summary>
    public const int Boundary = 0;

    private readonly Lock gate = new();
    private readonly Dictionary<string, int> numbers = new(StringComparer.Ordinal);
    private readonly List<string> texts = [""];
    private readonly List<bool> names = [false];

    /// <summary>How many there are.</summary>
    public int Count
    {
        get
        {
            lock (gate)
                return texts.Count;
        }
    }

    /// <summary>The number of a text, a new one where it has none.</summary>
    public int Of(string text)
    {
        lock (gate)
        {
            if (!numbers.TryGetValue(text, out var number))
            {
                numbers[text] = number = texts.Count;
                texts.Add(text);
                names.Add(CodeTokens.IsName(text));
            }

            return number;
        }
    }

    /// <summary>The number of a text, or null where nobody has written it.</summary>
    public int? Find(string text)
    {
        lock (gate)
            return numbers.TryGetValue(text, out var number) ? number : null;
    }

    /// <summary>The text of a number.</summary>
    public string TextOf(int number)
    {
        lock (gate)
            return texts[number];
    }

    /// <summary>Whether a number is that of a name and no keyword.</summary>
    public bool IsName(int number)
    {
        lock (gate)
            return names[number];
    }
}
