using Assistant.Platform;
using Assistant.Server.Engine.Completion;
using Microsoft.CodeAnalysis.Text;
using Xunit;

namespace Assistant.Tests.Server;

/// <summary>What is read of projects for a file that none of them compiles: whether the SDK's usings are wanted.</summary>
public sealed class LooseFilesTests
{
    private const string Yes = "<Project><PropertyGroup><ImplicitUsings>enable</ImplicitUsings></PropertyGroup></Project>";
    private const string No = "<Project></Project>";

    [Theory]
    [InlineData("a/A.csproj", Yes, true)]
    [InlineData("a/b/A.csproj", Yes, true)]
    [InlineData("Directory.Build.props", Yes, true)]
    [InlineData("a/A.csproj|Directory.Build.props", No + "|" + Yes, true)]
    // The nearest of each sort counts.
    [InlineData("a/A.csproj|Over.csproj", No + "|" + Yes, false)]
    [InlineData("a/Directory.Build.props|Directory.Build.props", No + "|" + Yes, false)]
    [InlineData("other/A.csproj", Yes, false)]
    public async Task Usings_are_those_of_the_nearest_project(string files, string texts, bool areWanted)
    {
        using var folder = TempFolder.Create("assistant-tests-");
        foreach (var (name, text) in files.Split('|').Zip(texts.Split('|')))
            await WriteAsync(folder, name, text);
        Assert.Equal(areWanted, AreWanted(new LooseFiles(folder.Path), folder, projectChanges: 0));
    }

    [Fact]
    public async Task A_project_that_changes_is_read_again_and_one_that_does_not_is_not()
    {
        using var folder = TempFolder.Create("assistant-tests-");
        var loose = new LooseFiles(folder.Path);
        Assert.False(AreWanted(loose, folder, projectChanges: 0));
        await WriteAsync(folder, "a/A.csproj", Yes);
        Assert.False(AreWanted(loose, folder, projectChanges: 0));
        Assert.True(AreWanted(loose, folder, projectChanges: 1));
    }

    private static bool AreWanted(LooseFiles loose, TempFolder folder, int projectChanges) =>
        loose.Of(Path.Combine(folder.Path, "a", "b", "File.cs"), SourceText.From("class A { }"), projectChanges).Model.Compilation.SyntaxTrees.Count() == 2;

    private static async Task WriteAsync(TempFolder folder, string name, string text)
    {
        var path = Path.Combine(folder.Path, name);
        Files.CreatePrivateFolder(Path.GetDirectoryName(path)!);
        await Files.WriteOwnAsync(path, text, CancellationToken.None);
    }
}
