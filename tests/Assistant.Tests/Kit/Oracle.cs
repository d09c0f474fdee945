using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Assistant.Tests.Kit;

/// <summary>
/// What the compiler says of a whole solution before and after a proposal, found the slow and simple way: every project
/// is compiled anew in dependency order and emitted, as <c>csc</c> would. Shares no code with the verifier.
/// </summary>
internal static class Oracle
{
    /// <summary>An error as two compilations have it in common.</summary>
    internal sealed record Error(string Project, string Framework, string Id, string Path, string Message);

    /// <summary>Errors of the whole solution; before every proposal for proposal 0.</summary>
    public static List<Error> Errors(MarkedCase marked, int proposal) => Diagnostics(marked, proposal, DiagnosticSeverity.Error);

    /// <summary>Warnings of the whole solution; before every proposal for proposal 0.</summary>
    public static List<Error> Warnings(MarkedCase marked, int proposal) => Diagnostics(marked, proposal, DiagnosticSeverity.Warning);

    /// <summary>Those of <paramref name="after"/> that are beyond <paramref name="before"/>, counted.</summary>
    public static List<Error> New(IEnumerable<Error> before, IEnumerable<Error> after)
    {
        var left = before.ToList();
        return [.. after.Where(error => !left.Remove(error))];
    }

    private static List<Error> Diagnostics(MarkedCase marked, int proposal, DiagnosticSeverity severity)
    {
        var built = new Dictionary<(string, string), MetadataReference>();
        var errors = new List<Error>();
        var left = marked.Projects.ToList();
        while (left.Count > 0)
        {
            var project = left.First(candidate => candidate.References.All(name => left.TrueForAll(other => other.Name != name)));
            left.Remove(project);
            foreach (var framework in project.Frameworks)
                errors.AddRange(Build(marked, project, framework, proposal, severity, built));
        }

        return errors;
    }

    private static List<Error> Build(MarkedCase marked, TestProject project, string framework, int proposal, DiagnosticSeverity severity, Dictionary<(string, string), MetadataReference> built)
    {
        var parse = project.ParseOptions(framework);
        var trees = marked.Files
            .Where(file => file.Owners.Contains(project.Name))
            .Select(file => (file.Path, Text: proposal == 0 ? file.Before : file.After(proposal)))
            .Where(file => file.Text is not null)
            .Select(file => CSharpSyntaxTree.ParseText(file.Text!, parse, TestSolution.FullPath(file.Path)));
        var references = project.References.Select(name => built[(name, marked.Projects.Single(other => other.Name == name).NearestTo(framework))]);
        var options = project.ErrorIds.IsEmpty ? project.Options() : project.Options().WithSyntaxTreeOptionsProvider(new ErrorIds(project.ErrorIds));
        Compilation compilation = CSharpCompilation.Create(project.Name, trees, project.Metadata.Concat(references), options);
        var diagnostics = ImmutableArray<Diagnostic>.Empty;
        if (!project.Generators.IsEmpty)
            CSharpGeneratorDriver.Create(TestAnalyzers.Generators(project), parseOptions: parse).RunGeneratorsAndUpdateCompilation(compilation, out compilation, out diagnostics);
        using var image = new MemoryStream();
        using var surface = new MemoryStream();
        var emitted = compilation.Emit(image, metadataPEStream: surface, options: new(includePrivateMembers: false));
        // A project that is not built is seen by its dependents as it is in the editor.
        built[(project.Name, framework)] = emitted.Success ? MetadataReference.CreateFromImage(surface.ToArray()) : compilation.ToMetadataReference();
        var emitErrors = Reported(project, framework, severity, diagnostics.Concat(emitted.Diagnostics));
        // Emit stops at errors in declarations; binding goes on to the bodies.
        var boundErrors = Reported(project, framework, severity, compilation.GetDiagnostics());
        return [.. emitErrors, .. New(emitErrors, boundErrors)];
    }

    private static List<Error> Reported(TestProject project, string framework, DiagnosticSeverity severity, IEnumerable<Diagnostic> diagnostics) =>
    [
        .. diagnostics.Where(diagnostic => diagnostic.Severity == severity && !diagnostic.IsSuppressed)
            .Select(error => new Error(project.Name, framework, error.Id, Shown(error.Location.SourceTree?.FilePath), error.GetMessage())),
    ];

    private static string Shown(string? path) => path is { Length: > 0 } ? Path.GetRelativePath(TestSolution.Root, path).Replace('\\', '/') : "";

    private sealed class ErrorIds(ImmutableArray<string> ids) : SyntaxTreeOptionsProvider
    {
        public override GeneratedKind IsGenerated(SyntaxTree tree, CancellationToken cancellationToken) => GeneratedKind.Unknown;

        public override bool TryGetDiagnosticValue(SyntaxTree tree, string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic severity) =>
            TryGetGlobalDiagnosticValue(diagnosticId, cancellationToken, out severity);

        public override bool TryGetGlobalDiagnosticValue(string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic severity)
        {
            severity = ReportDiagnostic.Error;
            return ids.Contains(diagnosticId, StringComparer.OrdinalIgnoreCase);
        }
    }
}
