using Assistant.Workspace;
using Xunit;

namespace Assistant.EndToEnd;

public sealed class BadInputTests
{
    private const string Empty = "Microsoft Visual Studio Solution File, Format Version 12.00\nGlobal\nEndGlobal\n";

    [Theory]
    [InlineData("missing.sln", "does not exist: name a .sln, .slnx, .slnf or .csproj file, or a folder with one")]
    [InlineData("Empty.sln", "has no projects: add one with `dotnet sln add`, or open a project")]
    [InlineData("Zero.sln", "is empty: make a solution with `dotnet new sln` or open a project")]
    [InlineData("Broken.slnx", "cannot be read")]
    [InlineData("Text.sln", "cannot be read")]
    [InlineData("Broken.slnf", "cannot be read")]
    [InlineData("Nothing.slnf", "names no solution")]
    [InlineData("Gone.slnf", "which does not exist: correct the path in the filter")]
    [InlineData("Number.slnf", "names no solution")]
    [InlineData("Self.slnf", "Self.slnf, which is a filter too: name the .sln or .slnx in it")]
    [InlineData("Null.slnf", "cannot be read")]
    [InlineData("NullProject.slnf", "cannot be read")]
    [InlineData("Half.slnf", "cannot be read")]
    [InlineData("Null.slnx", "cannot be read")]
    [InlineData("Old.vbproj", "is not a C# project: only C# projects are opened (.csproj)")]
    [InlineData("notes.txt", "is neither a solution nor a project")]
    [InlineData(".", "holds several solutions, name one of them: Empty.sln, Text.sln, Zero.sln, Broken.slnx, Null.slnx")]
    [InlineData("none", "holds no solution and no C# project")]
    public async Task What_cannot_be_opened_is_said_in_one_line(string path, string expected)
    {
        using var folder = new Folder(
            ("Empty.sln", Empty),
            ("Zero.sln", ""),
            ("Broken.slnx", "<Solution><Project Path="),
            ("Text.sln", "hello"),
            ("Broken.slnf", "{"),
            ("Nothing.slnf", "{}"),
            ("Gone.slnf", """{"solution":{"path":"Gone.sln","projects":[]}}"""),
            ("Number.slnf", """{"solution":{"path":1}}"""),
            ("Self.slnf", """{"solution":{"path":"Self.slnf"}}"""),
            ("Null.slnf", """{"solution":{"path":"a\u0000.sln"}}"""),
            ("NullProject.slnf", """{"solution":{"path":"Empty.sln","projects":["a\u0000.csproj"]}}"""),
            ("Half.slnf", """{"solution":{"path":"\ud800"}}"""),
            ("Null.slnx", """<Solution><Project Path="a&#0;.csproj" /></Solution>"""),
            ("Old.vbproj", "<Project />"),
            ("notes.txt", ""),
            ("none/readme.md", ""));
        var exception = await Assert.ThrowsAsync<WorkspaceException>(() => folder.OpenAsync(path));
        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', exception.Message);
    }

    [Fact]
    public async Task A_project_that_fails_is_named_with_its_reason_and_the_others_stay()
    {
        using var folder = await new Folder(
            ("All.slnx", """
                <Solution>
                  <Project Path="Good/Good.csproj" />
                  <Project Path="Broken/Broken.csproj" />
                  <Project Path="Old/Old.csproj" />
                  <Project Path="Gone/Gone.csproj" />
                  <Project Path="Cold/Cold.csproj" />
                  <Project Path="User/User.csproj" />
                  <Project Path="NoImport/NoImport.csproj" />
                  <Project Path="NoSource/NoSource.csproj" />
                  <Project Path="NoSdk/NoSdk.csproj" />
                  <Project Path="Other/Other.fsproj" />
                </Solution>
                """),
            ("Good/Good.csproj", Folder.Library),
            ("Good/Good.cs", "public static class Good { }"),
            ("Broken/Broken.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\">\n<PropertyGroup>\n</Project>"),
            ("Old/Old.csproj", """<Project ToolsVersion="15.0" xmlns="http://schemas.microsoft.com/developer/msbuild/2003"><Import Project="$(MSBuildToolsPath)\Microsoft.CSharp.targets" /></Project>"""),
            ("Cold/Cold.csproj", Folder.Library),
            ("Cold/Cold.cs", "public static class Cold { }"),
            ("User/User.csproj", Folder.Library.Replace("</Project>", """<ItemGroup><ProjectReference Include="../Cold/Cold.csproj" /></ItemGroup></Project>""", StringComparison.Ordinal)),
            ("User/User.cs", "public static class User { }"),
            ("NoImport/NoImport.csproj", Folder.Library.Replace("</Project>", """<Import Project="absent.props" /></Project>""", StringComparison.Ordinal)),
            ("NoSource/NoSource.csproj", Folder.Library.Replace("</Project>", """<ItemGroup><Compile Include="absent.cs" /></ItemGroup></Project>""", StringComparison.Ordinal)),
            ("NoSdk/NoSdk.csproj", """<Project Sdk="No.Such.Sdk" />"""),
            ("Other/Other.fsproj", "<Project Sdk=\"Microsoft.NET.Sdk\" />")).RestoredAsync("Good/Good.csproj");
        await folder.RestoredAsync("NoSource/NoSource.csproj");
        await folder.RestoredAsync("User/User.csproj");
        Directory.Delete(folder.At("Cold/obj"), recursive: true);

        var opened = await folder.OpenAsync("All.slnx");
        Assert.False(opened.FromCache);
        Assert.Empty(await Folder.ErrorsAsync(opened.Snapshot));
        Assert.Equal("Good", Assert.Single(opened.Snapshot.Builds).Name);
        var reasons = opened.Snapshot.Unloaded.ToDictionary(project => project.Name, project => project.Reason, StringComparer.Ordinal);
        Assert.StartsWith("its XML is broken at line 3:", reasons["Broken"], StringComparison.Ordinal);
        Assert.StartsWith("it is an old-style project (.NET Framework): only SDK-style projects are opened, convert it so that it begins with <Project Sdk=\"Microsoft.NET.Sdk\">", reasons["Old"], StringComparison.Ordinal);
        Assert.StartsWith("the file is missing", reasons["Gone"], StringComparison.Ordinal);
        Assert.Equal("its packages are not restored: run `dotnet restore`", reasons["Cold"]);
        Assert.Equal("it refers to Cold, which could not be opened", reasons["User"]);
        Assert.StartsWith("a file it imports is missing", reasons["NoImport"], StringComparison.Ordinal);
        Assert.Contains("absent.cs is missing", reasons["NoSource"], StringComparison.Ordinal);
        Assert.StartsWith("the SDK it names cannot be found", reasons["NoSdk"], StringComparison.Ordinal);
        Assert.Equal("only C# projects are opened, and this is F#", reasons["Other"]);
        Assert.Equal(9, reasons.Count);
        Assert.All(reasons.Values, reason => Assert.DoesNotContain('\n', reason));
    }

    [Fact]
    public async Task Restore_mends_a_folder_that_was_never_restored()
    {
        using var folder = new Folder(("Lib.csproj", Folder.Library), ("Lib.cs", "public static class Lib { }"));
        Assert.Equal("its packages are not restored: run `dotnet restore`", Assert.Single((await folder.OpenAsync(".")).Snapshot.Unloaded).Reason);
        var opened = await folder.OpenAsync(".", new OpenOptions { Restore = true });
        Assert.Empty(opened.Snapshot.Unloaded);
        Assert.Empty(await Folder.ErrorsAsync(opened.Snapshot));
        Assert.Equal(2, opened.MsBuildRuns);
    }

    [Fact]
    public async Task A_restore_that_fails_says_why()
    {
        using var folder = new Folder(
            ("nuget.config", """<configuration><packageSources><clear /><add key="here" value="feed" /></packageSources></configuration>"""),
            ("feed/readme.md", ""),
            ("Lib.csproj", Folder.Library.Replace("</Project>", """<ItemGroup><PackageReference Include="No.Such.Package" Version="1.0.0" /></ItemGroup></Project>""", StringComparison.Ordinal)),
            ("Lib.cs", "public static class Lib { }"));
        var opened = await folder.OpenAsync("Lib.csproj", new OpenOptions { Restore = true });
        Assert.StartsWith("the packages of Lib.csproj could not be restored: ", Assert.Single(opened.Notices), StringComparison.Ordinal);
        Assert.Contains("No.Such.Package", opened.Notices[0], StringComparison.Ordinal);
        Assert.Single(opened.Snapshot.Unloaded);
    }

    [Fact]
    public async Task Sources_are_decoded_as_the_compiler_does_and_a_link_out_of_the_folder_is_said()
    {
        using var folder = new Folder(("Lib.csproj", Folder.Library), ("../elsewhere/Away.cs", "public static class Away { }"));
        folder.WriteBytes("Latin.cs", [.. "public static class Latin { public const string Text = \""u8, 0xE4, .. "\"; }"u8]);
        folder.WriteBytes("Wide.cs", [0xFF, 0xFE, .. System.Text.Encoding.Unicode.GetBytes("public static class Wide { public const string Text = \"ä\"; }")]);
        folder.WriteBytes("Big.cs", [.. "public static class Big { }\n"u8, .. Enumerable.Repeat((byte)'/', 50 << 20)]);
        File.CreateSymbolicLink(folder.At("Away.cs"), folder.At("../elsewhere/Away.cs"));
        await folder.RestoredAsync("Lib.csproj");

        var opened = await folder.OpenAsync("Lib.csproj");
        Assert.Equal("Away.cs is a link to a file outside the folder: it is read but never changed", Assert.Single(opened.Notices));
        Assert.Empty(await Folder.ErrorsAsync(opened.Snapshot));
        Assert.Contains("\"ä\"", await TextAsync(opened, "Wide.cs"), StringComparison.Ordinal);
        // Tried with csc on Linux: bytes that are no UTF-8 become U+FFFD unless the project names a code page.
        Assert.Contains("\"\uFFFD\"", await TextAsync(opened, "Latin.cs"), StringComparison.Ordinal);
        var named = await folder.OpenAsync("Lib.csproj", new OpenOptions { Properties = new OpenOptions().Properties.Add("CodePage", "1252") });
        Assert.Contains("\"ä\"", await TextAsync(named, "Latin.cs"), StringComparison.Ordinal);
    }

    private static async Task<string> TextAsync(OpenedSolution opened, string name) =>
        (await opened.Snapshot.Solution.Projects.Single().Documents.Single(document => document.Name == name).GetTextAsync()).ToString();
}
