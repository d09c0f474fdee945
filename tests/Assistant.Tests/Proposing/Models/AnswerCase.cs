using Assistant.Core.Context;
using Assistant.Core.Edits;
using Assistant.Core.Proposing.Models;
using Assistant.Core.Snapshots;
using Assistant.Tests.Kit;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Assistant.Tests.Proposing.Models;

/// <summary>
/// An answer of a model and what is made of it: a file in <c>Answers</c> with a first line that says what the model did, the
/// file (<c>$0</c> is where the model was asked about), the answer, and the file after it or what is wrong with it.
/// </summary>
/// <param name="Folder">Of the cases.</param>
/// <param name="Name">The file without its ending.</param>
internal sealed record AnswerCase(string Folder, string Name)
{
    private const string Caret = "$0";
    private const string AnswerMark = "=== answer";
    private const string CutOff = " cut off";
    // A letter that is seen, since files here have one kind of line ends.
    private const char Return = '\u240d';
    private const string AfterMark = "=== after";

    public string Path => System.IO.Path.Combine(Folder, Name + ".txt");

    /// <summary>Reads the answer as the product does.</summary>
    public async Task<string> RunAsync()
    {
        var (head, file, answer, isCutOff, _) = Sections(await File.ReadAllTextAsync(Path));
        var caret = file.IndexOf(Caret, StringComparison.Ordinal);
        var (task, context) = await TaskAsync(TestSolution.Open($"=== A/Code.cs\n{file.Remove(caret, Caret.Length)}"), caret, null);
        var reader = new AnswerReader((await task.Document.GetSyntaxRootAsync())!, await task.Document.GetTextAsync(), context.Place, task.Place);
        var read = reader.Read(answer.Replace(Return, '\r'), isCutOff);
        var (changes, problem) = read.Problem is null ? await AnswerChanges.CreateAsync(task.Snapshot, task.Document, read, await AnswerChanges.ImportedAsync(task.Snapshot.Solution, CancellationToken.None), CancellationToken.None) : (null, null);
        var after = changes is not null ? Shown(changes) : $"{read.Problem ?? problem}\n";
        return $"{head}{file}{AnswerMark}{(isCutOff ? CutOff : "")}\n{answer}{AfterMark}\n{after}";
    }

    /// <summary>The task of an instruction at a place of the only file.</summary>
    public static async Task<(ContextTask Task, CodeContext Context)> TaskAsync(Snapshot snapshot, int caret, string? instruction)
    {
        var document = snapshot.Solution.Projects.Single().Documents.Single();
        var task = new ContextTask(snapshot, document, new TextSpan(caret, 0), [], instruction);
        return (task, await ContextBuilder.BuildAsync(task, 900, CancellationToken.None));
    }

    private static string Shown(ChangeSet changes) => changes.Files.Single().After!.ToString();

    private static (string Head, string File, string Answer, bool IsCutOff, string After) Sections(string text)
    {
        var start = text.IndexOf('\n', StringComparison.Ordinal) + 1;
        var answer = text.IndexOf(AnswerMark, StringComparison.Ordinal);
        var line = text.IndexOf('\n', answer) + 1;
        var after = text.IndexOf(AfterMark, StringComparison.Ordinal);
        return (text[..start], text[start..answer], text[line..after], text[answer..line].Contains(CutOff, StringComparison.Ordinal), text[after..]);
    }
}
