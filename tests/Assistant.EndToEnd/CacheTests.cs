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

    private static async Task AssertAsync(Folder folder, string what, bool fromCache, OpenOptions? options = null, SolutionOpener? with = null)
    {
        var opened = await folder.OpenAsync(".", options, with);
        Assert.Equal($"{AnyChange}{what}: {!fromCache}", $"{AnyChange}{what}: {!opened.FromCache}");
        Assert.Equal(fromCache ? 0 : 1, opened.MsBuildRuns);
        Assert.Empty(await Folder.ErrorsAsync(opened.Snapshot));
    }
}
