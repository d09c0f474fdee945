using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.VisualStudio.SolutionPersistence.Model;
using Microsoft.VisualStudio.SolutionPersistence.Serializer;

namespace Assistant.Workspace.Projects;

/// <summary>The projects that a <c>.sln</c>, <c>.slnx</c> or <c>.slnf</c> names. The parser of the first two is the SDK's own.</summary>
/// <param name="SolutionPath">Full path of the solution: for a filter, of the one it filters.</param>
/// <param name="Projects">Full paths of all projects of any language, in order.</param>
/// <param name="Files">Full paths of the files read.</param>
internal sealed record SolutionFile(string SolutionPath, ImmutableArray<string> Projects, ImmutableArray<string> Files)
{
    private static readonly JsonDocumentOptions Lenient = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    public static async Task<SolutionFile> ReadAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            return IsFilter(path)
                ? await ReadFilterAsync(path, cancellationToken)
                : await ReadSolutionAsync(path, cancellationToken);
        }
        catch (SolutionException exception)
        {
            var line = exception.Line is { } number and > 0 ? $" at line {number}" : "";
            throw new WorkspaceException($"{path} cannot be read{line}: {Line(exception.Message)}; correct the file or open a project");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or FormatException
            or JsonException or System.Xml.XmlException or ArgumentException or InvalidOperationException)
        {
            throw new WorkspaceException($"{path} cannot be read: {Line(exception.Message)}; correct the file or open a project");
        }
    }

    private static async Task<SolutionFile> ReadSolutionAsync(string path, CancellationToken cancellationToken)
    {
        if (Assistant.Platform.Files.Length(path) == 0)
            throw new WorkspaceException($"{path} is empty: make a solution with `dotnet new sln` or open a project");
        var serializer = SolutionSerializers.GetSerializerByMoniker(path)
            ?? throw new WorkspaceException($"{path} is of no known kind: name a .sln, .slnx, .slnf or .csproj file");
        var model = await serializer.OpenAsync(path, cancellationToken);
        var folder = Path.GetDirectoryName(path)!;
        return new SolutionFile(path, [.. model.SolutionProjects.Select(project => Full(folder, project.FilePath))], [path]);
    }

    private static async Task<SolutionFile> ReadFilterAsync(string path, CancellationToken cancellationToken)
    {
        using var document = JsonDocument.Parse(await Assistant.Platform.Files.ReadAllBytesAsync(path, cancellationToken), Lenient);
        if (document.RootElement.ValueKind is not JsonValueKind.Object
            || !document.RootElement.TryGetProperty("solution", out var solution)
            || solution.ValueKind is not JsonValueKind.Object
            || !solution.TryGetProperty("path", out var solutionPath)
            || solutionPath.ValueKind is not JsonValueKind.String
            || solutionPath.GetString() is not { Length: > 0 } relative)
        {
            throw new WorkspaceException($"{path} names no solution: a filter holds {{\"solution\":{{\"path\":...,\"projects\":[...]}}}}");
        }

        var full = Full(Path.GetDirectoryName(path)!, relative);
        if (IsFilter(full))
            throw new WorkspaceException($"{path} filters {full}, which is a filter too: name the .sln or .slnx in it");
        if (!Assistant.Platform.Files.Exists(full))
            throw new WorkspaceException($"{path} filters {full}, which does not exist: correct the path in the filter");
        if (!solution.TryGetProperty("projects", out var projects) || projects.ValueKind is not JsonValueKind.Array)
            return (await ReadAsync(full, cancellationToken)) with { Files = [path, full] };
        var folder = Path.GetDirectoryName(full)!;
        var named = projects.EnumerateArray().Where(project => project.ValueKind is JsonValueKind.String);
        return new SolutionFile(full, [.. named.Select(project => Full(folder, project.GetString()!))], [path, full]);
    }

    private static bool IsFilter(string path) => path.EndsWith(".slnf", StringComparison.OrdinalIgnoreCase);

    // A null character, which no path can hold, is an ArgumentException here.
    private static string Full(string folder, string relative) => Path.GetFullPath(Path.Combine(folder, relative.Replace('\\', '/')));

    private static string Line(string message) => message.ReplaceLineEndings(" ").Trim().TrimEnd('.');
}
