using Assistant.Core.Snapshots;
using Assistant.Tests.Kit;
using Microsoft.CodeAnalysis;
using Xunit;

namespace Assistant.Tests.Verification;

/// <summary>Where the compiler places what generators add, by the arguments it is given.</summary>
public sealed class ProjectBuildTests
{
    [Theory]
    [InlineData("A/obj", "/nologo")]
    [InlineData("A/obj/Debug", "/out:obj/Debug/A.dll")]
    [InlineData("A/obj/Debug", "-OUT:\"obj/Debug/A.dll\"")]
    [InlineData("A/Generated", "/out:obj/Debug/A.dll", "/generatedfilesout:Generated")]
    [InlineData("A/obj", "/outer:x/A.dll")]
    public void Generated_files_stand_where_the_compiler_puts_them(string folder, params string[] arguments)
    {
        var build = new ProjectBuild(ProjectId.CreateNewId(), TestSolution.FullPath("A/A.csproj"), "net10.0", [.. arguments], null, null, true);
        Assert.Equal(TestSolution.FullPath(folder), build.GeneratedFolder);
        Assert.Empty(build.MissingAnalyzers);
    }
}
