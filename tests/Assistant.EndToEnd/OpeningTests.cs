using Assistant.Workspace;
using Microsoft.CodeAnalysis;
using Xunit;

namespace Assistant.EndToEnd;

public sealed class OpeningTests
{
    private const string Solution = """
        Microsoft Visual Studio Solution File, Format Version 12.00
        # Visual Studio Version 17
        Project("{9A19103F-16F7-4668-BE54-9A1E7A4F7556}") = "Lib", "Lib\Lib.csproj", "{11111111-1111-1111-1111-111111111111}"
        EndProject
        Project("{9A19103F-16F7-4668-BE54-9A1E7A4F7556}") = "App", "App\App.csproj", "{22222222-2222-2222-2222-222222222222}"
        EndProject
        Project("{F184B08F-C81C-45F6-A57F-5ABD9991F28F}") = "Old", "Old\Old.vbproj", "{33333333-3333-3333-3333-333333333333}"
        EndProject
        Global
        EndGlobal
        """;

    private static readonly (string Path, string Text)[] TwoProjects =
    [
        ("Lib/Lib.csproj", Folder.Library.Replace("</Project>", """<ItemGroup><InternalsVisibleTo Include="App" /></ItemGroup></Project>""", StringComparison.Ordinal)),
        ("Lib/Lib.cs", "namespace Lib; internal static class Hidden { public static int One => 1; }"),
        ("App/App.csproj", Folder.Library.Replace("</Project>", """<ItemGroup><ProjectReference Include="../Lib/Lib.csproj" /><Compile Include="../Shared/Shared.cs" Link="Shared.cs" /></ItemGroup></Project>""", StringComparison.Ordinal)),
        ("App/App.cs", "namespace App; public static class Use { public static int Two => Lib.Hidden.One + Shared.Number; }"),
        ("Shared/Shared.cs", "namespace App; internal static class Shared { public const int Number = 1; }"),
        ("All.sln", Solution),
        ("x/All.slnx", """<Solution><Folder Name="/f/"><Project Path="../Lib/Lib.csproj" /></Folder><Project Path="../App/App.csproj" /></Solution>"""),
        ("App.slnf", """{"solution":{"path":"All.sln","projects":["App\\App.csproj","Lib\\Lib.csproj"]}}"""),
        ("Old/Old.vbproj", "<Project Sdk=\"Microsoft.NET.Sdk\" />"),
    ];

    [Fact]
    public async Task Every_kind_of_target_opens_without_errors_and_a_second_time_without_msbuild()
    {
        using var folder = await new Folder(TwoProjects).RestoredAsync("App/App.csproj");
        foreach (var (path, unloaded) in new[] { ("All.sln", 1), ("x/All.slnx", 0), ("App.slnf", 0), ("App/App.csproj", 0), (".", 1), ("App", 0) })
        {
            var first = await folder.OpenAsync(path);
            Assert.Equal(["App", "Lib"], first.Snapshot.Solution.Projects.Select(project => project.Name).Order(StringComparer.Ordinal));
            Assert.Empty(await Folder.ErrorsAsync(first.Snapshot));
            Assert.Equal(unloaded, first.Snapshot.Unloaded.Length);
            Assert.All(first.Snapshot.Builds, build => Assert.True(build.IncludesNewFiles));
            var second = await folder.OpenAsync(path);
            Assert.True(second.FromCache, path);
            Assert.Equal(0, second.MsBuildRuns);
            Assert.Empty(await Folder.ErrorsAsync(second.Snapshot));
        }

        var visualBasic = Assert.Single((await folder.OpenAsync("All.sln")).Snapshot.Unloaded);
        Assert.Equal("only C# projects are opened, and this is Visual Basic", visualBasic.Reason);
    }

    [Fact]
    public async Task A_path_may_hold_what_msbuild_takes_for_syntax()
    {
        using var folder = new Folder([.. TwoProjects.Select(file => ("a,b;c d/" + file.Path, file.Text))]);
        const string Names = """
            <Project><PropertyGroup><DefineConstants Condition="'$(SolutionName)' == 'All' and Exists('$(SolutionPath)') and Exists('$(SolutionDir)App.slnf')">$(DefineConstants);FOUND</DefineConstants></PropertyGroup></Project>
            """;
        folder.Write("Directory.Build.targets", Names);
        folder.Write("a,b;c d/App/Found.cs", "#if !FOUND\n#error The properties of the solution are wrong\n#endif\n");
        // NuGet finds no project in a solution whose path holds a semicolon, hence the project.
        await folder.RestoredAsync("a,b;c d/App/App.csproj");
        var opened = await folder.OpenAsync("a,b;c d/All.sln");
        Assert.Empty(opened.Notices);
        Assert.Equal("Old", Assert.Single(opened.Snapshot.Unloaded).Name);
        Assert.Equal(["App", "Lib"], opened.Snapshot.Solution.Projects.Select(project => project.Name).Order(StringComparer.Ordinal));
        Assert.Empty(await Folder.ErrorsAsync(opened.Snapshot));
    }

    [Fact]
    public async Task A_reference_between_projects_is_a_project_reference_and_sources_outside_are_linked()
    {
        using var folder = await new Folder(TwoProjects).RestoredAsync("App/App.csproj");
        var opened = await folder.OpenAsync("App");
        var app = opened.Snapshot.Solution.Projects.Single(project => project.Name == "App");
        Assert.Single(app.ProjectReferences);
        Assert.Contains(app.Documents, document => document.FilePath == folder.At("Shared/Shared.cs"));
        Assert.Contains("warnaserror+:nullable", (await folder.OpenAsync("App", new OpenOptions { NullableAsErrors = true })).Snapshot.Builds.First().CompilerArguments[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_without_a_solution_opens_all_projects_below()
    {
        using var folder = await new Folder([.. TwoProjects.Where(file => !file.Path.Contains("All", StringComparison.Ordinal) && !file.Path.Contains(".slnf", StringComparison.Ordinal))]).RestoredAsync("App/App.csproj");
        var opened = await folder.OpenAsync(".");
        Assert.Equal(2, opened.Snapshot.Builds.Count());
        Assert.Equal(folder.Root, opened.Snapshot.Root);
        Assert.Empty(await Folder.ErrorsAsync(opened.Snapshot));
    }

    [Fact]
    public async Task Each_target_framework_is_a_project_and_properties_reach_the_build()
    {
        using var folder = await new Folder(
            ("Two.csproj", Folder.Library.Replace("<TargetFramework>net10.0</TargetFramework>", "<TargetFrameworks>net10.0;netstandard2.0</TargetFrameworks><LangVersion>latest</LangVersion>", StringComparison.Ordinal).Replace("<ImplicitUsings>enable</ImplicitUsings>", "", StringComparison.Ordinal)),
            ("Two.cs", """
                public static class Two
                {
                #if NETSTANDARD2_0
                    public const string Where = "old";
                #elif EXTRA
                    public const string Where = Missing;
                #else
                    public const string Where = "new";
                #endif
                }
                """)).RestoredAsync("Two.csproj");
        var opened = await folder.OpenAsync("Two.csproj");
        Assert.Equal(["net10.0", "netstandard2.0"], opened.Snapshot.Builds.Select(build => build.TargetFramework).Order(StringComparer.Ordinal));
        Assert.Empty(await Folder.ErrorsAsync(opened.Snapshot));

        var properties = new OpenOptions().Properties.Add("TargetFrameworks", "net10.0").Add("DefineConstants", "EXTRA;OTHER");
        var narrowed = await folder.OpenAsync("Two.csproj", new OpenOptions { Properties = properties });
        Assert.False(narrowed.FromCache);
        Assert.Equal("net10.0", Assert.Single(narrowed.Snapshot.Builds).TargetFramework);
        Assert.Contains("Missing", Assert.Single(await Folder.ErrorsAsync(narrowed.Snapshot)), StringComparison.Ordinal);

        var both = await folder.OpenAsync("Two.csproj", new OpenOptions { Properties = new OpenOptions().Properties.Add("TargetFrameworks", "net10.0;netstandard2.0") });
        Assert.Equal(2, both.Snapshot.Builds.Count());
    }

    [Fact]
    public async Task A_missing_framework_fails_alone()
    {
        using var folder = await new Folder(
            ("Two.csproj", Folder.Library.Replace("<TargetFramework>net10.0</TargetFramework>", "<TargetFrameworks>net10.0;net472</TargetFrameworks><LangVersion>latest</LangVersion><DisableImplicitFrameworkReferences>true</DisableImplicitFrameworkReferences><AutomaticallyUseReferenceAssemblyPackages>false</AutomaticallyUseReferenceAssemblyPackages>", StringComparison.Ordinal)),
            ("Two.cs", "public static class Two { }")).RestoredAsync("Two.csproj");
        var opened = await folder.OpenAsync("Two.csproj");
        Assert.Equal("net10.0", Assert.Single(opened.Snapshot.Builds).TargetFramework);
        var failed = Assert.Single(opened.Snapshot.Unloaded);
        Assert.Equal("net472", failed.TargetFramework);
        Assert.StartsWith("a targeting pack is missing: install it or restrict the frameworks with --property TargetFrameworks=...", failed.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Razor_pages_are_generated_and_their_errors_are_found()
    {
        using var folder = await new Folder(
            ("Web.csproj", """
                <Project Sdk="Microsoft.NET.Sdk.Web">
                  <PropertyGroup><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings><RequiresAspNetWebAssets>false</RequiresAspNetWebAssets></PropertyGroup>
                </Project>
                """),
            ("Program.cs", "WebApplication.CreateBuilder(args).Build().Run(); Console.WriteLine(typeof(Web.Hello));"),
            ("Hello.razor", "<p>@Number</p>\n@code { private int Number => 3; }")).RestoredAsync("Web.csproj");
        Assert.Empty(await Folder.ErrorsAsync((await folder.OpenAsync(".")).Snapshot));
        folder.Write("Hello.razor", "<p>@Numbre</p>\n@code { private int Number => 3; }");
        Assert.Contains("CS0103", Assert.Single(await Folder.ErrorsAsync((await folder.OpenAsync(".")).Snapshot)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Directory_build_props_and_editorconfig_speak_to_the_compiler()
    {
        using var folder = await new Folder(
            ("../Directory.Build.props", "<Project><PropertyGroup><TreatWarningsAsErrors>true</TreatWarningsAsErrors></PropertyGroup></Project>"),
            ("Lib.csproj", Folder.Library),
            (".editorconfig", "[*.cs]\ndotnet_diagnostic.CS0219.severity = error\n"),
            ("Lib.cs", "public static class Lib { public static void M() { int unused = 1; } public static string N() => null; }")).RestoredAsync("Lib.csproj");
        var errors = await Folder.ErrorsAsync((await folder.OpenAsync(".")).Snapshot);
        Assert.Equal(2, errors.Count);
        Assert.Contains(errors, error => error.Contains("CS0219", StringComparison.Ordinal));
        Assert.Contains(errors, error => error.Contains("CS8603", StringComparison.Ordinal));
    }
}
