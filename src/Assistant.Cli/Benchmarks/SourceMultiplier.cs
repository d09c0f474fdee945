using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Assistant.Platform;

namespace Assistant.Cli.Benchmarks;

/// <summary>
/// Makes a solution of a wanted size out of the source of Assistant.Core and Assistant.Platform: one project that holds it
/// many times, each copy below a root namespace of its own (<c>Copy07.Assistant.Core</c>), and a small one that uses the
/// first copy. The same source gives the same solution.
/// </summary>
/// <param name="repository">Full path of this project's repository.</param>
internal sealed partial class SourceMultiplier(string repository)
{
    private const string Solution = "Multiplied.slnx";

    // Those that hardly change with what is measured: twice they are 15,000 lines, twelve times 90,000.
    private static readonly string[] Projects = ["Assistant.Core", "Assistant.Platform"];

    /// <summary>Writes the solution.</summary>
    /// <param name="folder">An empty folder.</param>
    /// <param name="lines">About how many lines of code; at least one copy is made.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>Full path of the solution file.</returns>
    public async Task<string> MakeAsync(string folder, int lines, CancellationToken cancellationToken)
    {
        var source = Path.Combine(repository, "src");
        var files = Multiplied(".cs").ToList();
        var copies = Math.Max(1, (int)Math.Round((double)lines / files.Sum(file => Files.ReadAllLines(file).Length)));
        foreach (var file in files)
        {
            var text = Files.ReadAllText(file);
            for (var copy = 1; copy <= copies; copy++)
            {
                var name = "Copy" + copy.ToString("00", CultureInfo.InvariantCulture);
                await WriteAsync(Path.Combine(folder, "Large", name, Path.GetRelativePath(source, file)), OwnNamespace().Replace(text, name + ".$0"), cancellationToken);
            }
        }

        await WriteAsync(Path.Combine(folder, "Large", "Large.csproj"), Project(), cancellationToken);
        await WriteAsync(Path.Combine(folder, "Small", "Small.csproj"), SmallProject, cancellationToken);
        await WriteAsync(Path.Combine(folder, "Small", "Use.cs"), SmallSource, cancellationToken);
        await WriteAsync(Path.Combine(folder, ".editorconfig"), Files.ReadAllText(Path.Combine(repository, ".editorconfig")), cancellationToken);
        await WriteAsync(Path.Combine(folder, "Directory.Build.props"), Properties, cancellationToken);
        await WriteAsync(Path.Combine(folder, Solution), """<Solution><Project Path="Large/Large.csproj" /><Project Path="Small/Small.csproj" /></Solution>""", cancellationToken);
        return Path.Combine(folder, Solution);
    }

    private IEnumerable<string> Multiplied(string extension) =>
        Projects
            .SelectMany(project => Files.Below(Path.Combine(repository, "src", project), folder => folder is not ("bin" or "obj")))
            .Where(file => file.EndsWith(extension, StringComparison.Ordinal));

    private static async Task WriteAsync(string path, string text, CancellationToken cancellationToken)
    {
        Files.CreatePrivateFolder(Path.GetDirectoryName(path)!);
        await Files.WriteOwnAsync(path, text, cancellationToken);
    }

    // The packages of both projects together, in the versions of this repository.
    private string Project()
    {
        var versions = XDocument.Parse(Files.ReadAllText(Path.Combine(repository, "Directory.Packages.props")))
            .Descendants("PackageVersion")
            .ToDictionary(package => (string)package.Attribute("Include")!, package => (string)package.Attribute("Version")!, StringComparer.Ordinal);
        var packages = Multiplied(".csproj")
            .SelectMany(file => XDocument.Parse(Files.ReadAllText(file)).Descendants("PackageReference"))
            .Select(package => (string)package.Attribute("Include")!)
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal);
        var text = new StringBuilder("<Project Sdk=\"Microsoft.NET.Sdk\">\n  <ItemGroup>\n");
        foreach (var package in packages)
            text.Append(CultureInfo.InvariantCulture, $"    <PackageReference Include=\"{package}\" Version=\"{versions[package]}\" ExcludeAssets=\"runtime\" />\n");
        return text.Append("  </ItemGroup>\n</Project>\n").ToString();
    }

    private const string Properties = """
        <Project>
          <PropertyGroup>
            <TargetFramework>net10.0</TargetFramework>
            <LangVersion>latest</LangVersion>
            <Nullable>enable</Nullable>
            <ImplicitUsings>enable</ImplicitUsings>
            <AllowUnsafeBlocks>true</AllowUnsafeBlocks>
            <AnalysisLevel>latest-all</AnalysisLevel>
            <EnforceCodeStyleInBuild>true</EnforceCodeStyleInBuild>
            <GenerateDocumentationFile>true</GenerateDocumentationFile>
            <WarningLevel>4</WarningLevel>
            <NuGetAudit>false</NuGetAudit>
            <ManagePackageVersionsCentrally>false</ManagePackageVersionsCentrally>
          </PropertyGroup>
        </Project>
        """;

    private const string SmallProject = """
        <Project Sdk="Microsoft.NET.Sdk">
          <ItemGroup><ProjectReference Include="../Large/Large.csproj" /></ItemGroup>
        </Project>
        """;

    private const string SmallSource = """
        using Copy01.Assistant.Core.Edits;
        using Copy01.Assistant.Platform;

        namespace Small;

        public static class Use
        {
            public static Edit Remove(string path) => new DeleteFile(path);

            public static bool Is(string path) => Files.Exists(path) && Files.Length(path) > 0;
        }
        """;

    [GeneratedRegex(@"(?<![\w.""/])Assistant\.(?=(Core|Platform)\b)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex OwnNamespace();
}
