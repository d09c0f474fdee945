using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace Assistant.EndToEnd.CommandLine;

public sealed class ComplaintTests
{
    private const string Nowhere = """<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup>""";

    [Fact]
    public async Task Whatever_cannot_be_run_is_said_in_one_line_with_what_to_do()
    {
        using var folder = new Folder(
            ("Empty.sln", ""),
            ("Text.sln", "hello"),
            ("Broken.slnx", "<Solution><Project"),
            ("Other.vbproj", "<Project />"),
            ("notes.txt", ""),
            ("xml/Broken.csproj", Nowhere),
            ("cold/Cold.csproj", Folder.Library),
            ("sdk/global.json", """{"sdk":{"version":"9.0.100","rollForward":"disable"}}"""),
            ("sdk/Lib.csproj", Folder.Library),
            ("none/readme.md", ""));
        var rows = new (string[] Arguments, string[] Expected)[]
        {
            ([], ["Required command was not provided", "--help"]),
            (["fix", "a", "b"], ["Unrecognized command or argument 'b'"]),
            (["fix", "--nonsense"], ["'--nonsense' is no option of this command"]),
            (["fix", "--severity", "all"], ["'all' not recognized", "'error' 'warning'"]),
            (["fix", "--property", "novalue"], ["--property takes Name=Value, not 'novalue'"]),
            (["fix", "--tier", "small"], ["no small model is configured", "use --tier rules"]),
            (["verify", "."], ["--proposals"]),
            (["verify", "Text.sln", "--trust", "--proposals", "none.jsonl"], ["none.jsonl does not exist", "or - for standard input"]),
            (["fix", "missing.sln", "--trust"], ["missing.sln does not exist: name a .sln"]),
            (["fix", "Empty.sln", "--trust"], ["is empty: make a solution with `dotnet new sln`"]),
            (["fix", "Text.sln", "--trust"], ["cannot be read", "correct the file or open a project"]),
            (["fix", "Broken.slnx", "--trust"], ["cannot be read"]),
            (["fix", "Other.vbproj", "--trust"], ["is not a C# project"]),
            (["fix", "notes.txt", "--trust"], ["is neither a solution nor a project"]),
            (["fix", "none", "--trust"], ["holds no solution and no C# project"]),
            (["fix", "--trust"], ["holds several solutions, name one of them"]),
            (["fix", "xml", "--trust"], ["Broken cannot be opened: its XML is broken at line 1"]),
            (["fix", "cold", "--trust"], ["Cold cannot be opened: its packages are not restored: run `dotnet restore`"]),
            (["verify", "cold", "--trust", "--proposals", "-"], ["Cold cannot be opened"]),
            (["fix", "sdk", "--trust", "--format", "json"], ["global.json", "9.0.100"]),
            (["debug", "exact", "cold", "--trust"], ["Cold cannot be opened"]),
        };
        foreach (var (arguments, expected) in rows)
            (await new Cli(folder).RunAsync(arguments)).ExpectComplaint(expected);
    }

    [Fact]
    public async Task Each_project_that_fails_has_its_line_and_the_others_are_worked_on()
    {
        using var folder = await new Folder(
            ("All.slnx", """<Solution><Project Path="Bad/Bad.csproj" /><Project Path="Old/Old.vbproj" /></Solution>"""),
            ("Some.slnx", """<Solution><Project Path="Bad/Bad.csproj" /><Project Path="Lib.csproj" /></Solution>"""),
            ("Lib.csproj", Folder.Library),
            ("Two.cs", Broken.Typo),
            ("Bad/Bad.csproj", Nowhere),
            ("Old/Old.vbproj", "<Project />")).RestoredAsync("Lib.csproj");
        var none = (await new Cli(folder).RunAsync("fix", "All.slnx", "--trust")).Expect(2);
        Assert.Equal("", none.Output);
        // On a slow machine it also says what it is doing, before and between.
        var (said, doing) = (none.Error.TrimEnd('\n').Split('\n').Where(IsComplaint).ToList(), none.Error.TrimEnd('\n').Split('\n').Where(line => !IsComplaint(line)));
        Assert.Collection(
            said,
            line => Assert.StartsWith("assistant: Bad cannot be opened: its XML is broken ", line, StringComparison.Ordinal),
            line => Assert.Equal("assistant: Old cannot be opened: only C# projects are opened, and this is Visual Basic", line));
        Assert.All(doing, line => Assert.Matches("^[A-Z][^:]*$", line));
        static bool IsComplaint(string line) => line.StartsWith("assistant: ", StringComparison.Ordinal);

        const string Notice = "not loaded: Bad: its XML is broken";
        Assert.Contains(Notice, (await new Cli(folder).RunAsync("fix", "Some.slnx", "--trust", "--format", "json")).Expect(1).Error, StringComparison.Ordinal);
        Assert.Contains(Notice, (await new Cli(folder).RunAsync("verify", "Some.slnx", "--trust", "--proposals", "-")).Expect(0).Error, StringComparison.Ordinal);
        var text = (await new Cli(folder).RunAsync("fix", "Some.slnx", "--trust")).Expect(1);
        Assert.Contains("not loaded  Bad: its XML is broken", text.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(Notice, text.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Settings_say_what_is_opened_and_how_and_flags_win()
    {
        using var folder = await new Folder(
            ("one/Lib.csproj", Broken.Project),
            ("one/Two.cs", "#if PLANTED\n" + Broken.Typo + "#endif\n")).RestoredAsync("one/Lib.csproj");
        folder.Write("two/readme.md", "");
        var settings = Path.Combine(folder.UserFolders.Config, "settings.json");
        var cli = new Cli(folder);
        async Task<CliAnswer> WithAsync(string text, params string[] arguments)
        {
            folder.Write(settings, text);
            return await cli.RunAsync(["fix", "--trust", "--format", "json", .. arguments]);
        }

        const string Good = """{"solution":"one","properties":{"DefineConstants":"PLANTED"},"small":{"endpoint":"host"},"future":[1]} // mine""";
        Assert.Single((await WithAsync(Good)).Expect(0).Json.GetProperty("diagnostics").EnumerateArray());
        Assert.Empty((await WithAsync(Good, "-p", "defineconstants=OTHER")).Expect(0).Json.GetProperty("diagnostics").EnumerateArray());
        Assert.Empty((await WithAsync("{}")).Expect(0).Json.GetProperty("diagnostics").EnumerateArray());
        (await WithAsync(Good, "two")).ExpectComplaint("holds no solution and no C# project");
        foreach (var bad in new[] { "", "{", "[]", "1", """{"solution":1}""", """{"solution":""}""", """{"properties":[]}""", """{"properties":{"A":1}}""", """{"solution":"\ud800"}""" })
            (await WithAsync(bad)).ExpectComplaint("settings.json", "correct it or delete it");
    }

    [Fact]
    public async Task A_fault_of_the_program_is_one_line_and_its_stack_is_shown_to_who_asks()
    {
        using var folder = new Folder(("Lib.csproj", Folder.Library));
        Sample.Copy(Path.GetDirectoryName(Repository.Assistant)!, folder.At("../program"));
        // A sound library of the right name that lacks all that is asked of it.
        var empty = CSharpCompilation.Create("Assistant.Core", [CSharpSyntaxTree.ParseText("[assembly: System.Reflection.AssemblyVersion(\"0.1.0.0\")]")], [MetadataReference.CreateFromFile(typeof(object).Assembly.Location)], new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        Assert.True(empty.Emit(folder.At("../program/Assistant.Core.dll")).Success);
        var cli = new Cli(folder) { Command = ["dotnet", folder.At("../program/assistant.dll")] };
        (await cli.RunAsync("fix", "--trust")).ExpectComplaint("internal error: ", " (set ASSISTANT_TRACE=1 for the stack)");
        cli.Variables["ASSISTANT_TRACE"] = "1";
        Assert.Contains("   at ", (await cli.RunAsync("fix", "--trust")).Expect(2).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_nobody_reads_the_answer_any_more_it_ends_quietly()
    {
        using var folder = await Broken.OpenAsync(("Two.cs", Broken.Typo));
        var cli = new Cli(folder) { Command = ["sh", "-c", """yes '{}' | "$@" | head -n 2""", "sh", "dotnet", Repository.Assistant] };
        var answer = (await cli.RunAsync("verify", "--trust", "--proposals", "-")).Expect(0);
        Assert.Equal(2, answer.Lines.Count);
        Assert.DoesNotContain("assistant:", answer.Error, StringComparison.Ordinal);
    }
}
