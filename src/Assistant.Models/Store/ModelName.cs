namespace Assistant.Models.Store;

/// <summary>What a model is called here and in requests: letters and digits, and <c>. _ -</c> within. It names a file, so it can be nothing else.</summary>
public sealed record ModelName
{
    private const int Longest = 100;

    // Windows takes them for devices, whatever ending follows.
    private static readonly string[] Devices = ["con", "prn", "aux", "nul", .. Enumerable.Range(1, 9).SelectMany(number => new[] { $"com{number}", $"lpt{number}" })];

    private ModelName(string text) => Text = text;

    /// <summary>The name, and that of its file without the ending.</summary>
    public string Text { get; }

    /// <summary>Reads a name.</summary>
    /// <returns>Null when it is none.</returns>
    public static ModelName? TryParse(string? text) =>
        text is { Length: > 0 and <= Longest } && char.IsAsciiLetterOrDigit(text[0]) && char.IsAsciiLetterOrDigit(text[^1]) && text.All(IsPart) && !Devices.Contains(text.Split('.')[0], StringComparer.OrdinalIgnoreCase) ? new ModelName(text) : null;

    /// <summary>The name nearest to any text, such as that of a file elsewhere.</summary>
    public static ModelName Near(string text)
    {
        const string Ends = "._-";
        var kept = string.Concat(text.Select(letter => IsPart(letter) ? letter : '-')).Trim([.. Ends]);
        return TryParse(kept.Length > Longest ? kept[..Longest].Trim([.. Ends]) : kept) ?? new ModelName("model");
    }

    /// <inheritdoc/>
    public override string ToString() => Text;

    private static bool IsPart(char letter) => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '_' or '-';
}
