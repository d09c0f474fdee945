using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis;

namespace Assistant.Workspace.Loading;

/// <summary>The documents of one project with their text.</summary>
/// <param name="Sources">What is compiled, once per path as the compiler does.</param>
/// <param name="Additional">What analyzers and generators read.</param>
/// <param name="AnalyzerConfigs"><c>.editorconfig</c> and its like.</param>
internal sealed record PlannedDocuments(
    ImmutableArray<DocumentInfo> Sources,
    ImmutableArray<DocumentInfo> Additional,
    ImmutableArray<DocumentInfo> AnalyzerConfigs)
{
    /// <summary>Few enough that a disk is not asked for everything at once, enough that it is never idle.</summary>
    private const int ReadsAtOnce = 4;

    /// <summary>Reads all of them.</summary>
    /// <exception cref="IOException">One cannot be read; the message names it.</exception>
    public static async Task<PlannedDocuments> ReadAsync(ProjectPlan plan, SourceTexts texts, CancellationToken cancellationToken) => new(
        await ReadAsync(plan, plan.Compiler.SourceFiles.Select(file => file.Path), plan.Compiler.Encoding, texts, cancellationToken),
        await ReadAsync(plan, plan.Compiler.AdditionalFiles.Select(file => file.Path), plan.Compiler.Encoding, texts, cancellationToken),
        await ReadAsync(plan, plan.Compiler.AnalyzerConfigPaths, null, texts, cancellationToken));

    private static async Task<ImmutableArray<DocumentInfo>> ReadAsync(
        ProjectPlan plan, IEnumerable<string> paths, Encoding? encoding, SourceTexts texts, CancellationToken cancellationToken)
    {
        ImmutableArray<string> distinct = [.. paths.Select(plan.Full).Distinct(StringComparer.Ordinal)];
        var read = new TextAndVersion[distinct.Length];
        var options = new ParallelOptions { MaxDegreeOfParallelism = ReadsAtOnce, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, distinct.Length, options, async (index, _) =>
            read[index] = await texts.ReadAsync(distinct[index], encoding, plan.Compiler.ChecksumAlgorithm));
        return [.. distinct.Select((path, index) => Document(plan, path, read[index]))];
    }

    private static DocumentInfo Document(ProjectPlan plan, string path, TextAndVersion text) => DocumentInfo.Create(
        DocumentId.CreateNewId(plan.Id, path),
        Path.GetFileName(path),
        FoldersOf(plan.Build.Folder, path),
        SourceCodeKind.Regular,
        TextLoader.From(text),
        path);

    // Fixes that move or name things go by the folders inside the project; a linked file has none.
    private static string[] FoldersOf(string projectFolder, string path)
    {
        var relative = Path.GetRelativePath(projectFolder, Path.GetDirectoryName(path)!);
        return relative is "." || relative.StartsWith("..", StringComparison.Ordinal) || Path.IsPathFullyQualified(relative)
            ? []
            : relative.Split(Path.DirectorySeparatorChar);
    }
}
