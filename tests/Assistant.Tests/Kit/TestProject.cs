using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Assistant.Tests.Kit;

/// <summary>
/// One project of a case, from the words of its header. Words: <c>references=A,B</c>, <c>frameworks=net10.0;netstandard2.0</c>
/// (each is a project of Roslyn's own with a symbol such as <c>NET10_0</c>), <c>define=X,Y</c>, <c>nullable</c>,
/// <c>warnaserror</c> or <c>warnaserror=CS0169,CS0414</c>, <c>nowarn=CS0168</c>, <c>error=CS0169</c> (by editorconfig),
/// <c>features=Name:Value</c> of the compiler, <c>unsafe</c>, <c>exe</c>, <c>optimize</c>, <c>docs</c> (writes a documentation file), <c>without=Microsoft.CSharp</c> (a reference less),
/// <c>generator=Name</c>, <c>analyzer=Name</c> and <c>suppressor=Name</c> (of TestGenerators), <c>missing=Name.dll</c> (an analyzer that is not there), <c>runs=B</c> (what project B makes, as an analyzer),
/// <c>explicitfiles</c> (no globs), <c>tests</c> (refers to xunit),
/// <c>folder=Other/Folder</c> (of its project file; else its name).
/// </summary>
internal sealed class TestProject
{
    private readonly ImmutableDictionary<string, string> words;

    public TestProject(string[] header)
    {
        Name = header[0];
        words = header[1..].Select(word => word.Split('=', 2)).ToImmutableDictionary(pair => pair[0], pair => pair.Length == 2 ? pair[1] : "", StringComparer.Ordinal);
    }

    public string Name { get; }

    public string Folder => words.GetValueOrDefault("folder", Name);

    public ImmutableArray<string> Frameworks => words.TryGetValue("frameworks", out var frameworks) ? [.. frameworks.Split(';')] : ["net10.0"];

    public ImmutableArray<string> References => List("references");

    public ImmutableArray<string> Generators => List("generator");

    public ImmutableArray<string> Analyzers => List("analyzer");

    public ImmutableArray<string> Suppressors => List("suppressor");

    public ImmutableArray<string> MissingAnalyzers => List("missing");

    public ImmutableArray<string> Runs => List("runs");

    public bool HasAnalyzers => new[] { Generators, Analyzers, Suppressors }.Any(list => !list.IsEmpty);

    public bool IncludesNewFiles => !words.ContainsKey("explicitfiles");

    public IEnumerable<MetadataReference> Metadata => ReferencePack.All.Where(reference => !List("without").Contains(reference.Name)).Select(reference => reference.Reference)
        .Concat(words.ContainsKey("tests") ? ReferencePack.Xunit : []);

    /// <summary>The framework of this project that a project for <paramref name="framework"/> refers to.</summary>
    public string NearestTo(string framework) => Frameworks.Contains(framework) ? framework : Frameworks[0];

    public CSharpParseOptions ParseOptions(string framework) => new CSharpParseOptions(
        LanguageVersion.Latest,
        words.ContainsKey("docs") ? DocumentationMode.Diagnose : DocumentationMode.Parse,
        SourceCodeKind.Regular,
        [framework.ToUpperInvariant().Replace('.', '_'), .. List("define")])
        .WithFeatures(List("features").Select(feature => feature.Split(':')).Select(feature => KeyValuePair.Create(feature[0], feature[1])));

    public CSharpCompilationOptions Options() => new CSharpCompilationOptions(words.ContainsKey("exe") ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary)
        .WithDeterministic(true)
        .WithOptimizationLevel(words.ContainsKey("optimize") ? OptimizationLevel.Release : OptimizationLevel.Debug)
        .WithAllowUnsafe(words.ContainsKey("unsafe"))
        .WithNullableContextOptions(words.ContainsKey("nullable") ? NullableContextOptions.Enable : NullableContextOptions.Disable)
        .WithGeneralDiagnosticOption(words.TryGetValue("warnaserror", out var ids) && ids.Length == 0 ? ReportDiagnostic.Error : ReportDiagnostic.Default)
        .WithSpecificDiagnosticOptions(List("warnaserror").Where(id => id.Length > 0).Select(id => KeyValuePair.Create(id, ReportDiagnostic.Error))
            .Concat(List("nowarn").Select(id => KeyValuePair.Create(id, ReportDiagnostic.Suppress))));

    /// <summary>The text of an <c>.editorconfig</c> for the project's folder, or null.</summary>
    public string? EditorConfig => List("error") is { IsEmpty: false } ids
        ? "root = true\n[*.cs]\n" + string.Concat(ids.Select(id => $"dotnet_diagnostic.{id}.severity = error\n"))
        : null;

    /// <summary>The ids that the editorconfig makes errors.</summary>
    public ImmutableArray<string> ErrorIds => List("error");

    private ImmutableArray<string> List(string key) => words.TryGetValue(key, out var value) ? [.. value.Split(',')] : [];
}
