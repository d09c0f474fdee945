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
        Assert.Equal("generator project Gen is not built, so App lacks what it generates: run `dotnet build Gen/Gen.csproj` or pass --restore", Assert.Single(unbuilt.Notices));
        Assert.Contains("CS0103", Assert.Single(await Folder.ErrorsAsync(unbuilt.Snapshot)), StringComparison.Ordinal);

        var built = await folder.OpenAsync("All.slnx", new OpenOptions { Restore = true });
        Assert.Empty(built.Notices);
        Assert.Empty(await Folder.ErrorsAsync(built.Snapshot));
        Assert.NotEmpty(Directory.GetFiles(Path.Combine(folder.UserFolders.Cache, "analyzers"), "Gen.dll", SearchOption.AllDirectories));

        // A generator built anew is loaded anew in the same process, though its path is the same.
        folder.Write("Gen/Gen.cs", Generator("\\\"text\\\""));
        File.Delete(folder.At("Gen/bin/Debug/netstandard2.0/Gen.dll"));
        var changed = await folder.OpenAsync("All.slnx", new OpenOptions { Restore = true });
        Assert.Contains("CS0029", Assert.Single(await Folder.ErrorsAsync(changed.Snapshot)), StringComparison.Ordinal);
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
