using System.Collections.Concurrent;
using System.Collections.Immutable;
using Assistant.Core.Verification;
using Assistant.Platform;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace Assistant.Server.Engine.Completion;

/// <summary>
/// Compiles a file that no loaded project has, as in a folder without trust: alone, against the SDK's reference assemblies.
/// Project files are at most read as text; nothing of the folder runs and nothing is evaluated.
/// </summary>
/// <param name="dotnetRoot">Where the SDK is installed.</param>
internal sealed class LooseFiles(string dotnetRoot)
{
    private const int MostFolders = 10;
    private const int MostProjects = 3;
    private const int MostKnown = 256;
    private const int LongestProject = 1 << 20;
    private const string ImplicitUsings = "<ImplicitUsings>enable</ImplicitUsings>";

    // What the SDK imports for a project that wants it; see "Implicit using directives" in the SDK's documentation.
    private const string Implicit = """
        global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq;
        global using System.Net.Http; global using System.Threading; global using System.Threading.Tasks;
        """;

    private readonly Lazy<ImmutableArray<MetadataReference>> references = new(() => [.. Assemblies(dotnetRoot).Select(path => MetadataReference.CreateFromFile(path))], LazyThreadSafetyMode.PublicationOnly);

    private volatile Known known = new(0, new(StringComparer.Ordinal));

    /// <param name="ProjectChanges">How often projects had changed.</param>
    /// <param name="Wants">By folder, whether what the SDK can import is wanted there.</param>
    private sealed record Known(int ProjectChanges, ConcurrentDictionary<string, bool> Wants);

    /// <summary>The file, with all that can be known of it alone.</summary>
    /// <param name="path">Full path.</param>
    /// <param name="text">Its text.</param>
    /// <param name="projectChanges">How often projects have changed: what was read of them before holds no longer.</param>
    public CompiledFile Of(string path, SourceText text, int projectChanges)
    {
        var tree = CSharpSyntaxTree.ParseText(text, new CSharpParseOptions(LanguageVersion.Latest), path);
        var options = new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable);
        SyntaxTree[] trees = [tree, .. WantsImplicitUsings(path, projectChanges) ? [CSharpSyntaxTree.ParseText(Implicit)] : Array.Empty<SyntaxTree>()];
        return new CompiledFile(tree, CSharpCompilation.Create("Loose", trees, references.Value, options), projectFile: "");
    }

    private static IEnumerable<string> Assemblies(string root)
    {
        var pack = Newest(Path.Combine(root, "packs", "Microsoft.NETCore.App.Ref"), "ref") is { } reference && Files.FoldersIn(Path.Combine(reference, "ref")) is [var framework, ..] ? framework : null;
        return (pack ?? Newest(Path.Combine(root, "shared", "Microsoft.NETCore.App"))) is { } folder
            ? Files.InFolder(folder, "*.dll").Where(file => !Path.GetFileName(file).Contains("Native", StringComparison.Ordinal))
            : [];
    }

    private static string? Newest(string folder, string part = "") => Files.FoldersIn(folder)
        .Where(version => part.Length == 0 || Files.FoldersIn(Path.Combine(version, part)).Any())
        .MaxBy(version => Version.TryParse(Path.GetFileName(version).Split('-')[0], out var number) ? number : new Version());

    private bool WantsImplicitUsings(string path, int projectChanges)
    {
        if (Path.GetDirectoryName(path) is not { } folder)
            return false;
        var now = known;
        if (now.ProjectChanges != projectChanges || now.Wants.Count >= MostKnown)
            known = now = new(projectChanges, new(StringComparer.Ordinal));
        return now.Wants.GetOrAdd(folder, Wants);
    }

    // The nearest project and the nearest file that it imports by itself, as MSBuild takes them.
    private static bool Wants(string folder)
    {
        string[] left = ["*.csproj", "Directory.Build.props"];
        for (var (level, at) = (0, (string?)folder); at is not null && level < MostFolders && left.Length > 0; level++, at = Path.GetDirectoryName(at))
        {
            var here = left.ToDictionary(pattern => pattern, pattern => Files.InFolder(at, pattern).Take(MostProjects).ToList(), StringComparer.Ordinal);
            if (here.Values.Any(found => found.Exists(SaysSo)))
                return true;
            left = [.. left.Where(pattern => here[pattern].Count == 0)];
        }

        return false;
    }

    // A link may lead to anything, a pipe has no length.
    private static bool SaysSo(string file)
    {
        try
        {
            return !Files.IsLink(file) && Files.Length(file) is > 0 and <= LongestProject && Files.ReadAllText(file).Contains(ImplicitUsings, StringComparison.OrdinalIgnoreCase);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
