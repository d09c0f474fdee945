using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Assistant.Core.Chat;
using Assistant.Core.Edits;
using Assistant.Core.Proposing.Models;
using Assistant.Core.Snapshots;
using Assistant.Core.Verification;
using Assistant.Tests.Kit;
using Microsoft.CodeAnalysis.Text;

namespace Assistant.Tests.Chat;

/// <summary>
/// A block of code of an answer and what is made of it: a file in <c>Blocks</c> with a solution as in <see cref="MarkedCase"/>, what
/// the question was about (<c>=== about A/Code.cs name</c>: where that name first stands; without one the whole file), the block
/// with what stands behind its fence, and the verdict, the pieces and the files after it. <c>␍</c> is a CR, <c>␀</c> a zero,
/// <c>⟨200B⟩</c> a letter that cannot be seen.
/// </summary>
/// <param name="path">The file.</param>
internal sealed partial class BlockCase(string path)
{
    private const string AboutMark = "=== about ";
    private const string BlockMark = "=== block";
    private const string AfterMark = "=== after\n";

    /// <summary>The places that stand behind the mark in a text.</summary>
    public static IReadOnlyList<ChatPlace> About(Snapshot snapshot, string text) =>
        [.. text.Split('\n').Where(line => line.StartsWith(AboutMark, StringComparison.Ordinal)).Select(line => Place(snapshot, line[AboutMark.Length..].Split(' ')))];

    /// <summary>Reads and judges the block as the product does.</summary>
    /// <returns>The case with what was found.</returns>
    public async Task<string> RunAsync()
    {
        var text = await File.ReadAllTextAsync(path);
        var after = text.IndexOf(AfterMark, StringComparison.Ordinal);
        var given = after < 0 ? text : text[..after];
        var start = given.IndexOf(BlockMark, StringComparison.Ordinal);
        var line = given.IndexOf('\n', start);
        var snapshot = TestSolution.Open(given[..start]);
        // Which loads all texts.
        var imported = await AnswerChanges.ImportedAsync(snapshot.Solution, CancellationToken.None);
        var near = About(snapshot, given[..start]);
        var judge = new BlockJudge(new Verifier(snapshot), near, imported, "");
        var (info, code) = (Raw(given[(start + BlockMark.Length)..line].Trim()), Raw(given[(line + 1)..].TrimEnd('\n')));
        var judged = await judge.JudgeAsync(info, code, isClosed: true, CancellationToken.None);
        return given + AfterMark + Told(judged) + await FilesAsync(snapshot, judged);
    }

    /// <summary>The files that edits change, as they are after them.</summary>
    public static async Task<string> FilesAsync(Snapshot snapshot, JudgedBlock judged)
    {
        if (judged.Edits.IsEmpty)
            return "";
        var (changes, problem) = await ChangeSet.CreateAsync(snapshot, judged.Edits, CancellationToken.None);
        return problem?.Reason + string.Concat(changes!.Files.Select(file => $"--- {snapshot.RelativePath(file.FullPath)}\n{Shown(file.After!.ToString())}\n"));
    }

    private static string Told(JudgedBlock judged)
    {
        var told = new StringBuilder($"{judged.Verdict}{(judged.Reason is { } reason ? $": {reason}" : "")}\n");
        foreach (var found in judged.NewDiagnostics)
            told.Append(CultureInfo.InvariantCulture, $"{found.Id} {found.Path}:{found.Line}: {found.Message}\n");
        foreach (var found in judged.Silencing)
            told.Append(CultureInfo.InvariantCulture, $"hides: {found.Rule}\n");
        foreach (var piece in judged.Pieces)
            told.Append(CultureInfo.InvariantCulture, $"{(piece.Stands ? "stands" : piece.Before is null ? "new" : "in place")}: {piece.Name} in {piece.Path}\n");
        return told.ToString();
    }

    private static ChatPlace Place(Snapshot snapshot, string[] words)
    {
        var full = TestSolution.FullPath(words[0]);
        if (words.Length == 1)
            return new ChatPlace(full, null);
        var document = snapshot.Solution.GetDocument(snapshot.Solution.GetDocumentIdsWithFilePath(full)[0])!;
        if (!document.TryGetText(out var text))
            throw new InvalidOperationException("the text is not loaded: GetTextAsync comes first");
        return new ChatPlace(full, new TextSpan(text.ToString().IndexOf(string.Join(' ', words[1..]), StringComparison.Ordinal), 0));
    }

    private static string Raw(string text) =>
        Unseen().Replace(text.Replace('␍', '\r').Replace('␀', '\0'), found => char.ConvertFromUtf32(int.Parse(found.Groups["number"].Value, NumberStyles.HexNumber, CultureInfo.InvariantCulture)));

    private static string Shown(string text) => text.Replace('\r', '␍').TrimEnd('\n');

    [GeneratedRegex("⟨(?<number>[0-9A-F]+)⟩", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Unseen();
}
