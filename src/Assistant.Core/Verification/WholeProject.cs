using System.Collections.Immutable;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;

namespace Assistant.Core.Verification;

/// <summary>Questions to the compiler about a whole project: exact, and as slow as a build.</summary>
internal static class WholeProject
{
    /// <summary>
    /// A compilation that nothing has been asked of. One that was asked for the errors of a single file no longer reports
    /// all errors of the whole: constructors that call each other over two files (CS0768) are lost to it (Roslyn 5.9).
    /// </summary>
    public static CSharpCompilation Unasked(CompiledProject project, CancellationToken cancellationToken) => project.Compilation(cancellationToken).Clone();

    /// <summary>
    /// Every error the project's own compiler would report. Some appear only when code is emitted (a span that lives
    /// across an <c>await</c>, a member the runtime lacks), so code is emitted, also when bodies have errors: it tells of
    /// both. Emit does not come to bodies when declarations have errors, nor to documentation comments when bodies have;
    /// then binding is asked, which comes to all.
    /// </summary>
    /// <param name="project">The project.</param>
    /// <param name="compilation">Its compilation as <see cref="Unasked"/> gives it.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static ProjectErrors Errors(CompiledProject project, CSharpCompilation compilation, CancellationToken cancellationToken)
    {
        var reported = Reported(project, compilation, cancellationToken);
        return new ProjectErrors(project.Suppressors.Apply(compilation, reported, cancellationToken), reported.Any(project.Suppressors.MayTakeBack));
    }

    /// <summary>The warnings that binding reports.</summary>
    public static ImmutableArray<Diagnostic> Warnings(CompiledProject project, CancellationToken cancellationToken)
    {
        var compilation = project.Compilation(cancellationToken);
        ImmutableArray<Diagnostic> reported = [.. compilation.GetDiagnostics(cancellationToken).Where(diagnostic => diagnostic is { Severity: DiagnosticSeverity.Warning, IsSuppressed: false })];
        return project.Suppressors.Apply(compilation, reported, cancellationToken);
    }

    /// <summary>
    /// What other projects can see of a project, as the version id of its reference assembly: equal ids mean that no
    /// dependent can tell the difference.
    /// </summary>
    /// <returns>Null when declarations have errors or the build is not deterministic: then nothing is known.</returns>
    public static Guid? Surface(CSharpCompilation compilation, CancellationToken cancellationToken) => MetadataId(compilation, withPrivate: false, cancellationToken);

    /// <summary>
    /// What the other files of a project can see of a file, as the version id of everything that is declared, private members
    /// too: equal ids mean that every type, signature, constant and attribute is the same, whatever the text looks like.
    /// </summary>
    /// <returns>Null as for <see cref="Surface"/>, and where the build leaves out what internal members say of null.</returns>
    public static Guid? Declarations(CSharpCompilation compilation, CancellationToken cancellationToken) =>
        compilation.SyntaxTrees.FirstOrDefault()?.Options.Features.ContainsKey("nullablePublicOnly") == true ? null : MetadataId(compilation, withPrivate: true, cancellationToken);

    // A deterministic version id is a digest of all that is emitted.
    private static Guid? MetadataId(CSharpCompilation compilation, bool withPrivate, CancellationToken cancellationToken)
    {
        if (!compilation.Options.Deterministic)
            return null;
        using var image = new MemoryStream();
        var emitted = compilation.Emit(image, options: new EmitOptions(metadataOnly: true, includePrivateMembers: withPrivate), cancellationToken: cancellationToken);
        if (!emitted.Success)
            return null;
        image.Position = 0;
        using var reader = new PEReader(image);
        var metadata = reader.GetMetadataReader();
        return metadata.GetGuid(metadata.GetModuleDefinition().Mvid);
    }

    private static ImmutableArray<Diagnostic> Reported(CompiledProject project, CSharpCompilation compilation, CancellationToken cancellationToken)
    {
        var generators = project.GeneratorErrors(cancellationToken);
        if (StopsAtSyntax(compilation, cancellationToken) || StopsAtDeclarations(compilation, cancellationToken))
            return [.. generators, .. compilation.GetDiagnostics(cancellationToken).Where(ErrorCount.IsError)];
        using var image = new MemoryStream();
        var emitted = compilation.Emit(image, cancellationToken: cancellationToken);
        var emitErrors = emitted.Diagnostics.Where(ErrorCount.IsError).ToList();
        if (emitted.Success && emitErrors.Count == 0)
            return generators;
        var documentation = compilation.SyntaxTrees.Any(tree => tree.Options.DocumentationMode == DocumentationMode.Diagnose)
            ? new ErrorCount(emitErrors).Beyond(compilation.GetDiagnostics(cancellationToken).Where(ErrorCount.IsError))
            : [];
        return [.. generators, .. emitErrors, .. documentation];
    }

    /// <summary>Whether emit ends at errors of parsing, and so never tells of those that lowering finds.</summary>
    public static bool StopsAtSyntax(CSharpCompilation compilation, CancellationToken cancellationToken) => compilation.GetParseDiagnostics(cancellationToken).Any(StopsEmit);

    /// <summary>Whether emit ends at errors of declarations.</summary>
    public static bool StopsAtDeclarations(CSharpCompilation compilation, CancellationToken cancellationToken) => compilation.GetDeclarationDiagnostics(cancellationToken).Any(StopsEmit);

    // A warning that counts as an error does not: a suppressor may yet take it back.
    private static bool StopsEmit(Diagnostic diagnostic) => ErrorCount.IsError(diagnostic) && diagnostic.DefaultSeverity == DiagnosticSeverity.Error;
}
