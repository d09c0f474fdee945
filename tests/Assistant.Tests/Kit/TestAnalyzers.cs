using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Assistant.Tests.Kit;

/// <summary>The generators and analyzers that a case's project names, as the workspace sees those of a package.</summary>
internal sealed class TestAnalyzers(TestProject project) : AnalyzerReference
{
    public override string? FullPath => null;

    public override object Id => this;

    public override ImmutableArray<DiagnosticAnalyzer> GetAnalyzers(string language) => GetAnalyzersForAllLanguages();

    public override ImmutableArray<DiagnosticAnalyzer> GetAnalyzersForAllLanguages() => 
        [.. project.Analyzers.Select(_ => new NoTodoNames()), .. Suppressors(project)];

    public override ImmutableArray<ISourceGenerator> GetGenerators(string language) => GetGeneratorsForAllLanguages();

    public override ImmutableArray<ISourceGenerator> GetGeneratorsForAllLanguages() => Generators(project);

    public static ImmutableArray<DiagnosticAnalyzer> Suppressors(TestProject project) => [.. project.Suppressors.Select(_ => new Initialized())];

    /// <summary>New generators: one keeps state of its own between runs, which two compilations must not share.</summary>
    public static ImmutableArray<ISourceGenerator> Generators(TestProject project) =>
        [.. project.Generators.Select(name => TestGenerators.All[name]().AsSourceGenerator())];
}
