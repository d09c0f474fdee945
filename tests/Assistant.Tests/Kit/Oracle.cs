using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Assistant.Tests.Kit;

/// <summary>
/// What the compiler says of a whole solution before and after a proposal, found the slow and simple way: every project
/// is compiled anew in dependency order and emitted, as <c>csc</c> would. Shares no code with the verifier.
/// </summary>
internal static class Oracle
{
    /// <summary>An error as two compilations have it in common.</summary>
    internal sealed record Error(string Project, string Framework, string Id, string Path, string Message)
    {
        /// <summary>Where it stands; no part of what two compilations have in common.</summary>
        public Location? Place { get; init; }

        public bool Equals(Error? other) =>
            other is not null && (Project, Framework, Id, Path, Message) == (other.Project, other.Framework, other.Id, other.Path, other.Message);

        public override int GetHashCode() => (Project, Framework, Id, Path, Message).GetHashCode();
    }

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

    /// <summary>
    /// Whether a new error stands, outside of what the proposal changed, in a statement or member in which the compiler did
    /// not know every type before: there it says nothing. An error that has changed its words in its place was not hidden.
    /// </summary>
    public static bool WasHidden(MarkedCase marked, Error error)
    {
        var built = new Dictionary<(string, string), (MetadataReference, Compilation)>();
        var old = Diagnostics(marked, 0, DiagnosticSeverity.Error, built);
        var (_, compilation) = built[(error.Project, error.Framework)];
        if (error.Place?.SourceTree is not { } newTree || compilation.SyntaxTrees.FirstOrDefault(tree => tree.FilePath == newTree.FilePath) is not { } oldTree)
            return false;
        var (before, after) = (oldTree.ToString(), newTree.ToString());
        var start = before.AsSpan().CommonPrefixLength(after);
        var end = 0;
        while (end < Math.Min(before.Length, after.Length) - start && before[^(end + 1)] == after[^(end + 1)])
            end++;
        if (error.Place.SourceSpan.Start < after.Length - end && error.Place.SourceSpan.End > start)
            return false;
        var position = error.Place.SourceSpan.Start + (error.Place.SourceSpan.Start < start ? 0 : before.Length - after.Length);
        if (old.Exists(other => other.Id == error.Id && other.Path == error.Path && other.Place!.SourceSpan.Start == position))
            return false;
        var model = compilation.GetSemanticModel(oldTree);
        return oldTree.GetRoot().FindToken(position).Parent!
            .AncestorsAndSelf().First(node => node is StatementSyntax and not BlockSyntax or MemberDeclarationSyntax or CompilationUnitSyntax)
            .DescendantNodes(node => node is not BlockSyntax)
            .OfType<ExpressionSyntax>()
            .Any(expression => model.GetTypeInfo(expression).Type is IErrorTypeSymbol);
    }

    private static List<Error> Diagnostics(MarkedCase marked, int proposal, DiagnosticSeverity severity, Dictionary<(string, string), (MetadataReference Reference, Compilation Compilation)>? kept = null)
    {
        var built = kept ?? [];
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

    private static List<Error> Build(MarkedCase marked, TestProject project, string framework, int proposal, DiagnosticSeverity severity, Dictionary<(string, string), (MetadataReference Reference, Compilation Compilation)> built)
    {
        var parse = project.ParseOptions(framework);
        var trees = marked.Files
            .Where(file => file.Owners.Contains(project.Name))
            .Select(file => (file.Path, Text: proposal == 0 ? file.Before : file.After(proposal)))
            .Where(file => file.Text is not null)
            .Select(file => CSharpSyntaxTree.ParseText(file.Text!, parse, TestSolution.FullPath(file.Path)));
        var references = project.References.Select(name => built[(name, marked.Projects.Single(other => other.Name == name).NearestTo(framework))].Reference);
        var options = project.ErrorIds.IsEmpty ? project.Options() : project.Options().WithSyntaxTreeOptionsProvider(new ErrorIds(project.ErrorIds));
        Compilation compilation = CSharpCompilation.Create(project.Name, trees, project.Metadata.Concat(references), options);
        var diagnostics = ImmutableArray<Diagnostic>.Empty;
        if (!project.Generators.IsEmpty)
            CSharpGeneratorDriver.Create(TestAnalyzers.Generators(project), parseOptions: parse).RunGeneratorsAndUpdateCompilation(compilation, out compilation, out diagnostics);
        using var image = new MemoryStream();
        using var surface = new MemoryStream();
        var emitted = compilation.Emit(image, metadataPEStream: surface, options: new(includePrivateMembers: false));
        // A project that is not built is seen by its dependents as it is in the editor.
        built[(project.Name, framework)] = (emitted.Success ? MetadataReference.CreateFromImage(surface.ToArray()) : compilation.ToMetadataReference(), compilation);
        var emitErrors = Reported(project, framework, severity, diagnostics.Concat(emitted.Diagnostics));
        if (!project.Suppressors.IsEmpty)
            return Suppressed(project, framework, severity, compilation, diagnostics, emitted.Diagnostics);
        // Emit stops at errors in declarations; binding goes on to the bodies.
        var boundErrors = Reported(project, framework, severity, compilation.GetDiagnostics());
        return [.. emitErrors, .. New(emitErrors, boundErrors)];
    }

    // As csc does after binding: the suppressors take back what they may of all that is reported.
    private static List<Error> Suppressed(TestProject project, string framework, DiagnosticSeverity severity, Compilation compilation, ImmutableArray<Diagnostic> generators, ImmutableArray<Diagnostic> emitted)
    {
        var bound = Reported(project, framework, severity, [.. generators, .. Task.Run(() => compilation.WithAnalyzers(TestAnalyzers.Suppressors(project)).GetAllDiagnosticsAsync()).GetAwaiter().GetResult()]);
        return [.. bound, .. New(bound, Reported(project, framework, severity, emitted.Where(found => found.DefaultSeverity == DiagnosticSeverity.Error)))];
    }

    // What nothing needs of the usings is told to editors and never by csc, also as an error by editorconfig (tried with SDK 10.0.401).
    private static List<Error> Reported(TestProject project, string framework, DiagnosticSeverity severity, IEnumerable<Diagnostic> diagnostics) =>
    [
        .. diagnostics.Where(diagnostic => diagnostic.Severity == severity && diagnostic is { IsSuppressed: false, Id: not ("CS8019" or "CS8020") })
            .Select(error => new Error(project.Name, framework, error.Id, Shown(error.Location), error.GetMessage()) { Place = error.Location }),
    ];

    // As csc prints it: a mapped path is relative to the file that names it.
    private static string Shown(Location location)
    {
        var mapped = location.GetMappedLineSpan();
        var path = mapped.HasMappedPath ? Path.GetFullPath(Path.Combine(Path.GetDirectoryName(location.GetLineSpan().Path)!, mapped.Path)) : mapped.Path;
        return path is { Length: > 0 } ? Path.GetRelativePath(TestSolution.Root, path).Replace('\\', '/') : "";
    }

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
