using Assistant.Workspace;
using Xunit;

namespace Assistant.EndToEnd;

public sealed class GeneratorTests
{
    [Fact]
    public async Task A_generator_that_is_not_built_is_named_and_restore_builds_it()
    {
        using var folder = await new Folder(
            ("Directory.Build.props", "<Project />"),
            ("All.slnx", """<Solution><Project Path="App/App.csproj" /><Project Path="Gen/Gen.csproj" /></Solution>"""),
            ("App/App.csproj", Folder.Library.Replace("</Project>", """<ItemGroup><ProjectReference Include="../Gen/Gen.csproj" OutputItemType="Analyzer" ReferenceOutputAssembly="false" /></ItemGroup></Project>""", StringComparison.Ordinal)),
            ("App/App.cs", "public static class App { public static int Number => Made.Number; }"),
            ("Gen/Gen.csproj", """
                <Project Sdk="Microsoft.NET.Sdk">
                  <PropertyGroup><TargetFramework>netstandard2.0</TargetFramework><EnforceExtendedAnalyzerRules>true</EnforceExtendedAnalyzerRules></PropertyGroup>
                  <ItemGroup><PackageReference Include="Microsoft.CodeAnalysis.CSharp" Version="4.14.0" PrivateAssets="all" /></ItemGroup>
                </Project>
                """),
            ("Gen/Gen.cs", Generator("1"))).RestoredAsync("All.slnx");

        var unbuilt = await folder.OpenAsync("All.slnx");
        Assert.Equal("generator project Gen is not built, so App lacks what it generates: run `dotnet build Gen/Gen.csproj`", Assert.Single(unbuilt.Notices));
        Assert.Contains("CS0103", Assert.Single(await Folder.ErrorsAsync(unbuilt.Snapshot)), StringComparison.Ordinal);
        Assert.Equal("Gen.dll", Assert.Single(unbuilt.Snapshot.Builds.Single(build => build.Name == "App").MissingAnalyzers));

        var built = await folder.OpenAsync("All.slnx", new OpenOptions { Restore = true });
        Assert.Empty(built.Notices);
        Assert.Empty(await Folder.ErrorsAsync(built.Snapshot));
        Assert.All(built.Snapshot.Builds, build => Assert.Empty(build.MissingAnalyzers));
        Assert.NotEmpty(Directory.GetFiles(Path.Combine(folder.UserFolders.Cache, "analyzers"), "Gen.dll", SearchOption.AllDirectories));

        // A generator built anew is loaded anew in the same process, though its path is the same.
        folder.Write("Gen/Gen.cs", Generator("\\\"text\\\""));
        File.Delete(folder.At("Gen/bin/Debug/netstandard2.0/Gen.dll"));
        var changed = await folder.OpenAsync("All.slnx", new OpenOptions { Restore = true });
        Assert.Contains("CS0029", Assert.Single(await Folder.ErrorsAsync(changed.Snapshot)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_analyzer_that_is_missing_or_cannot_be_loaded_is_named()
    {
        using var folder = await new Folder(
            ("App.csproj", Folder.Library.Replace("</Project>", """<ItemGroup><Analyzer Include="tools/Broken.dll;tools/Gone.dll;tools/Fine.dll" /></ItemGroup></Project>""", StringComparison.Ordinal)),
            ("App.cs", "public static class App { }"),
            ("tools/Broken.dll", "no assembly")).RestoredAsync("App.csproj");
        // An assembly without analyzers is no failure: packages bring what their generators depend on.
        folder.WriteBytes("tools/Fine.dll", await File.ReadAllBytesAsync(typeof(Assistant.Platform.Files).Assembly.Location));
        // A second opening in the same process finds what the first one loaded.
        for (var opening = 0; opening < 2; opening++)
        {
            var opened = await folder.OpenAsync(".");
            Assert.Equal(["Broken.dll", "Gone.dll"], Assert.Single(opened.Snapshot.Builds).MissingAnalyzers.Order(StringComparer.Ordinal));
            Assert.Equal(2, opened.Notices.Length);
            Assert.Contains(opened.Notices, notice => notice.StartsWith($"App names the analyzer {folder.At("tools/Gone.dll")}, which is missing", StringComparison.Ordinal));
            Assert.Contains(opened.Notices, notice => notice.StartsWith("App uses the analyzer Broken.dll, which could not be loaded: ", StringComparison.Ordinal));
            Assert.Empty(await Folder.ErrorsAsync(opened.Snapshot));
        }
    }

    private static string Generator(string number) => $$"""
        using Microsoft.CodeAnalysis;
        [Generator]
        public sealed class Gen : IIncrementalGenerator
        {
            public void Initialize(IncrementalGeneratorInitializationContext context) =>
                context.RegisterPostInitializationOutput(output => output.AddSource("Made.g.cs", "public static class Made { public static readonly int Number = {{number}}; }"));
        }
        """;
}
