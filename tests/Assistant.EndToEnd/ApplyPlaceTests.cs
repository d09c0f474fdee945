using Assistant.EndToEnd.CommandLine;
using Xunit;

namespace Assistant.EndToEnd;

/// <summary>What <c>--apply</c> writes of the files that a project takes from outside its folder.</summary>
public sealed class ApplyPlaceTests
{
    private static readonly string[] Apply = ["fix", "--trust", "--apply", "--format", "json"];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_file_outside_is_written_where_it_lies_and_not_through_a_link(bool isLink)
    {
        using var folder = await Broken.OpenAsync(("../elsewhere/Two.cs", Broken.Typo));
        var project = folder.At("Lib.csproj");
        await File.WriteAllTextAsync(project, (await File.ReadAllTextAsync(project)).Replace("</Project>", """<ItemGroup><Compile Include="../shared/Two.cs" /></ItemGroup></Project>""", StringComparison.Ordinal));
        if (isLink)
            Directory.CreateSymbolicLink(folder.At("../shared"), folder.At("../elsewhere"));
        else
            Directory.Move(folder.At("../elsewhere"), folder.At("../shared"));

        var answer = await new Cli(folder).RunAsync(Apply);
        if (isLink)
            answer.ExpectComplaint("../shared/Two.cs is outside the solution's folder and reached through a link: nothing was written");
        else
            answer.Expect(0);
        Assert.Equal(isLink ? Broken.Typo : Broken.TypoRepaired, await File.ReadAllTextAsync(folder.At("../shared/Two.cs")));
    }

    [Fact]
    public async Task A_solution_opened_through_a_link_is_written()
    {
        using var folder = await Broken.OpenAsync(("Two.cs", Broken.Typo));
        Directory.CreateSymbolicLink(folder.At("../alias"), folder.Root);
        (await new Cli(folder).RunAsync([.. Apply, folder.At("../alias")])).Expect(0);
        Assert.Equal(Broken.TypoRepaired, await File.ReadAllTextAsync(folder.At("Two.cs")));
    }
}
