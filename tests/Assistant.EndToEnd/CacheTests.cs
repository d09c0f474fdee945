using Assistant.Workspace;
using Assistant.Workspace.Building;
using Xunit;

namespace Assistant.EndToEnd;

public sealed class CacheTests
{
    private const string AnyChange = "Asked anew after: ";

    [Fact]
    public async Task The_cached_answer_is_used_until_something_it_depends_on_changes()
    {
        var variables = BuildEnvironment.OfThisProcess();
        using var folder = await new Folder(
            variables,
            ("../Directory.Build.targets", "<Project />"),
            ("Lib.csproj", Folder.Library.Replace("</Project>", """<ItemGroup><Compile Include="../shared/*.cs" /></ItemGroup></Project>""", StringComparison.Ordinal)),
            ("Lib.cs", "public static class Lib { }"),
            ("../shared/One.cs", "public static class One { }")).RestoredAsync("Lib.csproj");
        await AssertAsync(folder, "the first opening", fromCache: false);
        await AssertAsync(folder, "nothing", fromCache: true);

        folder.Write("Lib.cs", "public static class Lib { public const int Changed = 1; }");
        await AssertAsync(folder, "other source text", fromCache: true);
        folder.Write("bin/Some.cs", "");
        await AssertAsync(folder, "a file in bin", fromCache: true);

        var changes = new (string What, Action Do)[]
        {
            ("a new source file", () => folder.Write("New.cs", "public static class New { }")),
            ("a removed source file", () => File.Delete(folder.At("New.cs"))),
            ("a new source file in a new folder", () => folder.Write("Deep/er/New.cs", "public static class New { }")),
            ("a new source file outside", () => folder.Write("../shared/Two.cs", "public static class Two { }")),
            ("a changed project file", () => folder.Write("Lib.csproj", File.ReadAllText(folder.At("Lib.csproj")) + "<!-- -->")),
            ("a new Directory.Build.props above", () => folder.Write("../../Directory.Build.props", "<Project />")),
            ("a changed import", () => folder.Write("../Directory.Build.targets", "<Project><!-- --></Project>")),
            ("a new .editorconfig above", () => folder.Write("../.editorconfig", "[*.cs]\n")),
            ("a new user file", () => folder.Write("Lib.csproj.user", "<Project />")),
            ("a removed generated file", () => File.Delete(Directory.GetFiles(folder.At("obj"), "*.AssemblyInfo.cs", SearchOption.AllDirectories)[0])),
        };
        foreach (var (what, change) in changes)
        {
            change();
            await AssertAsync(folder, what, fromCache: false);
            await AssertAsync(folder, "nothing since " + what, fromCache: true);
        }

        await AssertAsync(folder, "another environment variable", fromCache: false, with: folder.NewOpener(variables.With("SOME_VALUE", "1")));
        await AssertAsync(folder, "a variable of the terminal", fromCache: true, with: folder.NewOpener(variables.With("TERM", "other")));
        var options = new OpenOptions { Properties = new OpenOptions().Properties.Add("Some", "Value") };
        await AssertAsync(folder, "another property", fromCache: false, options);
        await AssertAsync(folder, "the same property", fromCache: true, options);
    }

    [Theory]
    [InlineData("a source", ".", "New.cs")]
    [InlineData("a file that speaks to the compiler", ".", "../.editorconfig")]
    [InlineData("a file that speaks to MSBuild", ".", "../Directory.Build.props")]
    [InlineData("a source of a project that is only referred to", "../User", "New.cs")]
    [InlineData("a source in a folder that only the project names", "../Linking", "../shared/New.cs")]
    public async Task What_comes_while_msbuild_runs_is_seen_the_next_time(string what, string opened, string added)
    {
        // The other projects have their files taken first, then the file comes, once.
        const string Once = """<Target Name="Add" AfterTargets="CoreCompile"><Exec Command="test -e '{once}' || {{ touch '{once}'; cp -p '{old}' '{added}'; }}" /></Target></Project>""";
        using var folder = new Folder(
            ("../../old", added.EndsWith(".cs", StringComparison.Ordinal) ? "// nothing" : added.EndsWith("props", StringComparison.Ordinal) ? "<Project />" : "[*.cs]\n"),
            ("Lib.cs", "public static class Lib { }"),
            ("../shared/Some.cs", "public static class Some { }"));
        File.SetLastWriteTimeUtc(folder.At("../../old"), new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        var library = Folder.Library.Replace("</Project>", Once.Replace("{once}", folder.At("../../once"), StringComparison.Ordinal).Replace("{old}", folder.At("../../old"), StringComparison.Ordinal)
            .Replace("{added}", folder.At(added), StringComparison.Ordinal).Replace("{{", "{", StringComparison.Ordinal).Replace("}}", "}", StringComparison.Ordinal), StringComparison.Ordinal);
        folder.Write("Lib.csproj", library);
        folder.Write("../User/User.csproj", Folder.Library.Replace("</Project>", """<ItemGroup><ProjectReference Include="../workspace/Lib.csproj" /></ItemGroup></Project>""", StringComparison.Ordinal));
        folder.Write("../Linking/Linking.csproj", library.Replace("</Project>", """<ItemGroup><Compile Include="../shared/*.cs" /></ItemGroup></Project>""", StringComparison.Ordinal));
        var project = Directory.GetFiles(folder.At(opened), "*.csproj").Single();
        await folder.RestoredAsync(project);
        await AssertAsync(folder, "the first opening", fromCache: false, path: opened);
        Assert.True(File.Exists(folder.At(added)), "the detector can fire");
        await AssertAsync(folder, what + " that came meanwhile", fromCache: false, path: opened);
        await AssertAsync(folder, "nothing", fromCache: true, path: opened);
    }

    [Fact]
    public async Task A_response_file_above_the_solution_counts_though_no_project_is_below_it()
    {
        using var folder = await new Folder(
            ("x/All.slnx", """<Solution><Project Path="../Lib/Lib.csproj" /></Solution>"""),
            ("Lib/Lib.csproj", Folder.Library),
            ("Lib/Lib.cs", "public static class Lib { }")).RestoredAsync("Lib/Lib.csproj");
        await AssertAsync(folder, "the first opening", fromCache: false, path: "x");
        await AssertAsync(folder, "nothing", fromCache: true, path: "x");
        folder.Write("x/Directory.Build.rsp", "-p:DefineConstants=SOME");
        await AssertAsync(folder, "a response file", fromCache: false, path: "x");
        await AssertAsync(folder, "nothing since", fromCache: true, path: "x");
    }

    [Fact]
    public async Task A_damaged_entry_is_no_entry()
    {
        using var folder = await new Folder(("Lib.csproj", Folder.Library), ("Lib.cs", "public static class Lib { }")).RestoredAsync("Lib.csproj");
        await AssertAsync(folder, "the first opening", fromCache: false);
        var entry = Assert.Single(Directory.GetFiles(Path.Combine(folder.UserFolders.Cache, "designtime")));
        foreach (var text in new[] { "", "{", "null", "{}", """{"format":1}""" })
        {
            await File.WriteAllTextAsync(entry, text);
            await AssertAsync(folder, $"damage '{text}'", fromCache: false);
        }
    }

    private static async Task AssertAsync(Folder folder, string what, bool fromCache, OpenOptions? options = null, SolutionOpener? with = null, string path = ".")
    {
        var opened = await folder.OpenAsync(path, options, with);
        Assert.Equal($"{AnyChange}{what}: {!fromCache}", $"{AnyChange}{what}: {!opened.FromCache}");
        Assert.Equal(fromCache ? 0 : 1, opened.MsBuildRuns);
        Assert.Empty(await Folder.ErrorsAsync(opened.Snapshot));
    }
}
