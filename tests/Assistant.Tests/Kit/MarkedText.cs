using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Assistant.Core.Edits;

namespace Assistant.Tests.Kit;

/// <summary>
/// A text with edits written where they happen: <c>«old→new»</c>, or <c>«2:old→new»</c> for the second proposal of a case,
/// or <c>«1,2:old→new»</c> for an edit that both have, or <c>«1:old→new→2:other»</c> where two replace the same.
/// None of the marks can stand in C# outside of a string.
/// </summary>
internal sealed partial class MarkedText
{
    private readonly List<(ImmutableArray<int> Proposals, int Start, string Old, string New)> edits = [];

    public MarkedText(string marked)
    {
        var plain = new StringBuilder();
        var end = 0;
        foreach (Match match in Mark().Matches(marked))
        {
            plain.Append(marked, end, match.Index - end);
            var old = match.Groups["old"].Value;
            edits.Add((Numbers(match.Groups["numbers"].Value), plain.Length, old, match.Groups["new"].Value));
            foreach (var (number, text) in match.Groups["alsoNumbers"].Captures.Zip(match.Groups["also"].Captures))
                edits.Add((Numbers(number.Value), plain.Length, old, text.Value));
            plain.Append(old);
            end = match.Index + match.Length;
        }

        plain.Append(marked, end, marked.Length - end);
        Before = plain.ToString();
        if (Before.AsSpan().ContainsAny("«→»"))
            throw new FormatException("an edit is written «old→new»: " + marked);
    }

    /// <summary>The text on which every proposal stands.</summary>
    public string Before { get; }

    /// <summary>The numbers of the proposals that have an edit here.</summary>
    public IEnumerable<int> Proposals => edits.SelectMany(edit => edit.Proposals);

    public string After(int proposal)
    {
        var text = new StringBuilder();
        var end = 0;
        foreach (var edit in edits.Where(edit => edit.Proposals.Contains(proposal)))
        {
            text.Append(Before, end, edit.Start - end).Append(edit.New);
            end = edit.Start + edit.Old.Length;
        }

        return text.Append(Before, end, Before.Length - end).ToString();
    }

    public IEnumerable<Edit> Edits(string path, int proposal) =>
        edits.Where(edit => edit.Proposals.Contains(proposal)).Select(edit => new ReplaceText(path, edit.Start, edit.Old.Length, edit.New));

    private static ImmutableArray<int> Numbers(string list) =>
        list.Length == 0 ? [1] : [.. list.Split(',').Select(number => int.Parse(number, CultureInfo.InvariantCulture))];

    [GeneratedRegex("«((?<numbers>[0-9,]+):)?(?<old>[^«»→]*)→(?<new>[^«»→]*)(→(?<alsoNumbers>[0-9,]+):(?<also>[^«»→]*))*»", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Mark();
}
