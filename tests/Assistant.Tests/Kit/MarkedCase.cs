using System.Collections.Immutable;
using System.Globalization;
using Assistant.Core.Edits;

namespace Assistant.Tests.Kit;

/// <summary>
/// A small solution, proposals against it and the verdicts expected of them, in one text. Lines before the first header
/// say what the case shows. Headers:
/// <code>
/// === project B references=A frameworks=net10.0;netstandard2.0 nullable warnaserror   (all words in TestProject)
/// === unloaded C net48 no targeting pack     (a project that could not be opened; without a framework: "-")
/// === repair CS0246                          (the proposals are repairs of the first error or warning with this id)
/// === fix CS8602,CS8604                      (no proposals: the rules tier repairs these ids, or all without any)
/// === dirty                                  (the solution has errors before; repairs need not say it)
/// === analyzers                              (analyzers count)
/// === A/Code.cs                              (a file of project A; the text up to the next header, see MarkedText)
/// === A/Code.cs linked=B created=2 deleted=1 (also in project B; made by proposal 2; deleted by proposal 1)
/// === A/Code.cs crlf                         (its lines end in CR LF)
/// === expected                               (one line for each proposal)
/// </code>
/// Without a project header there is one project for each first folder of the files.
/// </summary>
internal sealed class MarkedCase
{
    private MarkedCase(string text, ImmutableArray<(string Header, string Text)> sections)
    {
        Text = text;
        IEnumerable<string[]> Headers(string first) => sections.Select(section => section.Header.Split(' ')).Where(words => words[0] == first);
        Files = [.. sections.Where(section => section.Header.Split(' ')[0].Contains('/', StringComparison.Ordinal)).Select(section => new TestFile(section.Header.Split(' '), section.Text))];
        Projects = [.. Headers("project").Select(words => new TestProject(words[1..]))];
        if (Projects.IsEmpty)
            Projects = [.. Files.Select(file => file.Path.Split('/')[0]).Distinct().Select(name => new TestProject([name]))];
        Unloaded = [.. Headers("unloaded").Select(words => (words[1], words[2] == "-" ? null : words[2], string.Join(' ', words[3..])))];
        Repairs = Headers("repair").SingleOrDefault()?[1];
        Fixes = [.. Headers("fix").SelectMany(words => words[1..]).SelectMany(words => words.Split(','))];
        WithAnalyzers = Headers("analyzers").Any();
        IsDirty = Headers("dirty").Any();
        Expected = sections.SingleOrDefault(section => section.Header == "expected").Text?.TrimEnd('\n') ?? "";
        Proposals = [.. Files.SelectMany(file => file.Proposals).Distinct().Order()];
    }

    public string Text { get; }

    public ImmutableArray<TestProject> Projects { get; }

    public ImmutableArray<TestFile> Files { get; }

    public ImmutableArray<(string Project, string? Framework, string Reason)> Unloaded { get; }

    /// <summary>The id of what is to be repaired, or null when the proposals are no repairs.</summary>
    public string? Repairs { get; }

    /// <summary>The ids that the rules tier is to repair; empty for all.</summary>
    public ImmutableArray<string> Fixes { get; }

    public bool WithAnalyzers { get; }

    public bool IsDirty { get; }

    public ImmutableArray<int> Proposals { get; }

    public string Expected { get; }

    public static MarkedCase Parse(string text)
    {
        var sections = ImmutableArray.CreateBuilder<(string, string)>();
        var parts = ("\n" + text.ReplaceLineEndings("\n")).Split("\n=== ");
        foreach (var part in parts[1..])
        {
            var end = part.IndexOf('\n', StringComparison.Ordinal);
            sections.Add(end < 0 ? (part, "") : (part[..end], part[(end + 1)..] + "\n"));
        }

        return new MarkedCase(text, sections.ToImmutable());
    }

    public ImmutableArray<Edit> Edits(int proposal) => [.. Files.SelectMany(file => file.Edits(proposal))];

    /// <summary>The same case with other expectations.</summary>
    public string WithExpected(string expected)
    {
        var at = Text.IndexOf("=== expected", StringComparison.Ordinal);
        return (at < 0 ? Text.TrimEnd('\n') + "\n" : Text[..at]) + "=== expected\n" + expected + "\n";
    }
}

/// <summary>One file of a case.</summary>
internal sealed class TestFile
{
    private readonly MarkedText text;
    private readonly int? created;
    private readonly int? deleted;

    public TestFile(string[] words, string marked)
    {
        text = new MarkedText(words.Contains("crlf") ? marked.ReplaceLineEndings("\r\n") : marked);
        Path = words[0];
        Owners = [Path.Split('/')[0], .. words[1..].Where(word => word.StartsWith("linked=", StringComparison.Ordinal)).SelectMany(word => word["linked=".Length..].Split(','))];
        created = Number(words, "created");
        deleted = Number(words, "deleted");
    }

    public string Path { get; }

    /// <summary>The projects that compile it.</summary>
    public ImmutableArray<string> Owners { get; }

    public IEnumerable<int> Proposals => text.Proposals.Concat(new[] { created, deleted }.OfType<int>());

    /// <summary>Null when the file is not there before.</summary>
    public string? Before => created is null ? text.Before : null;

    /// <summary>Null when the file is not there after the proposal.</summary>
    public string? After(int proposal) =>
        created is not null && created != proposal ? null
        : deleted == proposal ? null
        : text.After(proposal);

    public IEnumerable<Edit> Edits(int proposal) =>
        created == proposal ? [new CreateFile(Path, text.Before)]
        : deleted == proposal ? [new DeleteFile(Path)]
        : text.Edits(Path, proposal);

    private static int? Number(string[] words, string key) =>
        words.FirstOrDefault(word => word.StartsWith(key, StringComparison.Ordinal)) is not { } found ? null
        : found == key ? 1
        : int.Parse(found[(key.Length + 1)..], CultureInfo.InvariantCulture);
}
