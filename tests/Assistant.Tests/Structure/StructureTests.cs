using System.Collections.Immutable;
using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Assistant.Models.Store;
using Assistant.Tests.Kit;
using Xunit;

namespace Assistant.Tests.Structure;

/// <summary>The invariants of the architecture that the compiler does not hold by itself.</summary>
public sealed partial class StructureTests
{
    // The table of projects: who may refer to whom. A new project is entered here and in ARCHITECTURE.md.
    private static readonly ImmutableDictionary<string, string[]> Allowed = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["Assistant.BuildLogger"] = [],
        ["Assistant.Platform"] = [],
        ["Assistant.Core"] = [],
        ["Assistant.Protocol"] = [],
        ["Assistant.Workspace"] = ["Assistant.Core", "Assistant.Platform"],
        ["Assistant.RandomModels"] = ["Assistant.Platform"],
        ["Assistant.Models"] = ["Assistant.Platform", "Assistant.RandomModels"],
        ["Assistant.ModelHost"] = ["Assistant.Platform"],
        ["Assistant.Server"] = ["Assistant.Core", "Assistant.Models", "Assistant.Platform", "Assistant.Protocol", "Assistant.Workspace"],
        ["Assistant.Cli"] = ["Assistant.Core", "Assistant.ModelHost", "Assistant.Models", "Assistant.Platform", "Assistant.Server", "Assistant.Workspace"],
    }.ToImmutableDictionary();

    public static TheoryData<string> Projects => [.. Repository.Files("src", "*.csproj").Select(path => Path.GetFileNameWithoutExtension(path))];

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_refers_only_to_those_it_may_know(string name)
    {
        var references = Load(name).Descendants("ProjectReference")
            // Loaded by MSBuild as a file and not by this project.
            .Where(reference => (string?)reference.Attribute("ReferenceOutputAssembly") != "false")
            .Select(reference => Path.GetFileNameWithoutExtension(((string)reference.Attribute("Include")!).Replace('\\', '/')));
        Assert.Equal(Allowed[name].Order(StringComparer.Ordinal), references.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Only_the_model_host_and_its_client_may_talk_over_sockets() => Assert.Equal(
        ["Assistant.ModelHost", "Assistant.Models"],
        Repository.Files("src", "*.csproj").Where(path => XDocument.Load(path).Descendants("UsesNetwork").Any()).Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal));

    [Fact]
    public void Only_the_platform_starts_processes_and_in_one_file()
    {
        var files = Sources("src").Where(path => ProcessStart().IsMatch(Code(path))).Select(Repository.Relative);
        Assert.Equal(["src/Assistant.Platform/ChildProcess.cs"], files);
    }

    [Fact]
    public void Only_the_platform_touches_files()
    {
        var files = Sources("src").Where(path => FileAccess().IsMatch(Code(path))).Select(Repository.Relative);
        Assert.All(files, path => Assert.StartsWith("src/Assistant.Platform/", path, StringComparison.Ordinal));
    }

    [Fact]
    public void Only_the_logger_inside_of_MSBuild_writes_to_a_path_itself()
    {
        // There the platform project is not loaded. All others hand a stream to the writer.
        var files = Sources("src").Where(path => WriterOfPath().IsMatch(Code(path))).Select(Repository.Relative);
        Assert.Equal(["src/Assistant.BuildLogger/EventRecorder.cs"], files);
    }

    [Fact]
    public void Text_becomes_a_digest_in_one_place_alone()
    {
        // T12: the value is the proof that it is sixty-four digits. The other constructor is the one that copies a record.
        var constructors = typeof(Sha256Digest).GetConstructors(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic);
        Assert.All(constructors, constructor => Assert.True(constructor.IsPrivate));
        Assert.Equal([typeof(Sha256Digest), typeof(string)], constructors.Select(constructor => Assert.Single(constructor.GetParameters()).ParameterType).OrderBy(type => type.Name, StringComparer.Ordinal));
        Assert.Null(typeof(Sha256Digest).GetProperty(nameof(Sha256Digest.Hex))!.SetMethod);
        Assert.Equal(["src/Assistant.Models/Store/Sha256Digest.cs"], Sources("src").Where(path => Code(path).Contains("new Sha256Digest(", StringComparison.Ordinal)).Select(Repository.Relative));
    }

    [Fact]
    public void Only_the_command_line_writes_to_the_console()
    {
        var files = Sources("src").Where(path => ConsoleAccess().IsMatch(Code(path))).Select(Repository.Relative);
        Assert.All(files, path => Assert.StartsWith("src/Assistant.Cli/", path, StringComparison.Ordinal));
    }

    [Fact]
    public void No_file_is_longer_than_400_lines() =>
        Assert.Empty(Sources("src").Concat(Sources("tests")).Where(path => File.ReadLines(path).Count() > 400).Select(Repository.Relative));

    [Fact]
    public void Roslyn_is_never_copied_beside_the_product()
    {
        var packages = Repository.Files("src", "*.csproj").Concat(Repository.Files("tests", "*.csproj"))
            .SelectMany(path => XDocument.Load(path).Descendants("PackageReference"))
            .Where(package => ((string?)package.Attribute("Include"))?.StartsWith("Microsoft.CodeAnalysis.CSharp", StringComparison.Ordinal) == true)
            .ToList();
        Assert.NotEmpty(packages);
        Assert.All(packages, package => Assert.Equal("runtime", (string?)package.Attribute("ExcludeAssets")));
        Assert.Empty(Directory.EnumerateFiles(AppContext.BaseDirectory, "Microsoft.CodeAnalysis*.dll"));
    }

    [Fact]
    public void Every_suppression_in_source_says_why()
    {
        var bare = Sources("src").SelectMany(path => File.ReadLines(path)
            .Where(line => line.TrimStart().StartsWith("#pragma warning disable", StringComparison.Ordinal) && !line.Contains("//", StringComparison.Ordinal))
            .Select(line => $"{Repository.Relative(path)}: {line.Trim()}"));
        Assert.Empty(bare);
    }

    [Theory]
    [InlineData("SECURITY.md")]
    [InlineData("ARCHITECTURE.md")]
    public void Every_test_a_promise_names_exists(string page)
    {
        var named = TestName().Matches(File.ReadAllText(Path.Combine(Repository.Root, page))).Select(match => (Class: match.Groups["class"].Value, Method: match.Groups["method"].Value)).ToList();
        Assert.NotEmpty(named);
        var sources = Sources("tests").Where(path => path.EndsWith("Tests.cs", StringComparison.Ordinal)).ToDictionary(path => Path.GetFileNameWithoutExtension(path), File.ReadAllText, StringComparer.Ordinal);
        Assert.All(named, name =>
        {
            Assert.True(sources.TryGetValue(name.Class, out var source), $"{name.Class} is named and does not exist");
            Assert.True(name.Method.Length == 0 || source.Contains($" {name.Method}(", StringComparison.Ordinal), $"{name.Class}.{name.Method} is named and does not exist");
        });
    }

    private static XDocument Load(string name) => XDocument.Load(Repository.Files("src", name + ".csproj").Single());

    private static IEnumerable<string> Sources(string folder) => Repository.Files(folder, "*.cs");

    // Without comments and strings, which may name what code may not.
    private static string Code(string path) => CommentOrString().Replace(File.ReadAllText(path), "");

    [GeneratedRegex(@"`(?<class>[A-Z]\w+Tests)(\.(?<method>\w+))?`", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex TestName();

    [GeneratedRegex("//[^\n]*|\"[^\"\n]*\"", RegexOptions.None, matchTimeoutMilliseconds: 5000)]
    private static partial Regex CommentOrString();

    [GeneratedRegex(@"\bProcess\.Start\b|\bnew\s+Process(StartInfo)?\b|\bProcessStartInfo\b", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex ProcessStart();

    [GeneratedRegex(@"(?<![\w.])(File|Directory|FileStream|FileInfo|DirectoryInfo)(\.[A-Z]|\()|new\s+(FileStream|FileInfo|DirectoryInfo)\(", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex FileAccess();

    [GeneratedRegex(@"new\s+StreamWriter\((?!Console\.)[^;]*\bappend\b|new\s+StreamWriter\([^,;]*[Pp]ath", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex WriterOfPath();

    [GeneratedRegex(@"(?<![\w.])Console\.", RegexOptions.None, matchTimeoutMilliseconds: 5000)]
    private static partial Regex ConsoleAccess();
}
