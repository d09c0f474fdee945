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
    private const int MostFolders = 20;
    private const int LongestProject = 1 << 20;
    private const string ImplicitUsings = "<ImplicitUsings>enable</ImplicitUsings>";

    // What the SDK imports for a project that wants it; see "Implicit using directives" in the SDK's documentation.
    private const string Implicit = """
        global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq;
        global using System.Net.Http; global using System.Threading; global using System.Threading.Tasks;
        """;

    private readonly Lazy<ImmutableArray<MetadataReference>> references = new(() => [.. Assemblies(dotnetRoot).Select(path => MetadataReference.CreateFromFile(path))], LazyThreadSafetyMode.PublicationOnly);

    private readonly ConcurrentDictionary<string, bool> wanted = new(StringComparer.Ordinal);

    /// <summary>The file, with all that can be known of it alone.</summary>
    /// <param name="path">Full path.</param>
    /// <param name="text">Its text.</param>
    public CompiledFile Of(string path, SourceText text)
    {
        var tree = CSharpSyntaxTree.ParseText(text, new CSharpParseOptions(LanguageVersion.Latest), path);
        var options = new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable);
        SyntaxTree[] trees = [tree, .. WantsImplicitUsings(path) ? [CSharpSyntaxTree.ParseText(Implicit)] : Array.Empty<SyntaxTree>()];
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

    private bool WantsImplicitUsings(string path) => Path.GetDirectoryName(path) is { } own && wanted.GetOrAdd(own, folder =>
    {
        for (var (level, at) = (0, (string?)folder); at is not null && level < MostFolders; level++, at = Path.GetDirectoryName(at))
        {
            if (Files.InFolder(at, "*.csproj").Concat(Files.InFolder(at, "Directory.Build.props")).Any(SaysSo))
                return true;
        }

        return false;
    });

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
