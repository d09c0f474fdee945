using System.Text.RegularExpressions;
using Xunit;

namespace Assistant.EndToEnd.CommandLine;

public sealed class BrokenLibrary : IAsyncLifetime
{
    internal Folder Folder { get; private set; } = null!;

    public async Task InitializeAsync() => Folder = await Broken.OpenAsync(
        ("One.cs", Broken.Source),
        ("Ev\u202eil\u200b.cs", "public static class Evil { public static int Same(int number) => nubmer; /* \u001b]0;title\u0007 \u009b31m \u202e \u200b */ }\n"));

    public Task DisposeAsync()
    {
        Folder.Dispose();
        return Task.CompletedTask;
    }
}

public sealed partial class FixTests(BrokenLibrary library) : IClassFixture<BrokenLibrary>
{
    // One line of what is shown to people, without the times; # stands for any number, * for any text.
    private const string Shown = """
        Lib.csproj  1 project, 4 errors

        Ev\u{202E}il\u{200B}.cs:1  CS0103
          The name 'nubmer' does not exist in the current context
          ✓ Change 'nubmer' to 'number'  compiles; checked: the changed bodies
               1 - public static class Evil { public static int Same(int number) => nubmer; /* \u{1B}]0;title\u{7} \u{9B}31m \u{202E} \u{200B} */ }
               1 + public static class Evil { public static int Same(int number) => number; /* \u{1B}]0;title\u{7} \u{9B}31m \u{202E} \u{200B} */ }

        One.cs:7  CS0246
          The type or namespace name 'StringBuilder' could not be found (are you missing a using directive or an assembly reference?)
          ✓ using System.Text;  compiles; checked: the changed bodies
               1 + using System.Text;
               2 + 
            also verified  System.Text.StringBuilder

        One.cs:8  CS0103
          The name 'nubmer' does not exist in the current context
          ✓ Change 'nubmer' to 'number'  compiles; checked: the changed bodies
              10 -         text.Append(nubmer);
              10 +         text.Append(number);

        One.cs:12  CS0103
          The name 'Fooo' does not exist in the current context
          ✗ no rule knows a repair

        Ledger
          solved       3 by rules · 0 by small model · 0 by large model
          unsolved     1
          judged       4 proposals, 0 thrown away before you saw them
          tokens       0
          code went to nobody
          time         # s

        Nothing was written. Add --apply to write these repairs. No model is configured: the rules tier works alone, with its own rules and the fixes in your SDK. A model on this machine would be asked about the rest: assistant doctor says how.

        """;

    [Fact]
    public async Task People_are_shown_each_diagnostic_its_repair_and_a_ledger_and_nothing_that_steers_their_terminal()
    {
        var plain = (await new Cli(library.Folder) { Variables = { ["NO_COLOR"] = "1", ["FORCE_COLOR"] = "1" } }.RunAsync("fix", "--trust")).Expect(1);
        Assert.Equal(Shown, Time().Replace(plain.Output, "time         # s"));
        Assert.DoesNotContain(plain.Output + plain.Error, letter => char.IsControl(letter) && letter != '\n');

        var styled = (await new Cli(library.Folder) { Variables = { ["FORCE_COLOR"] = "1" } }.RunAsync("fix", "--trust")).Expect(1);
        Assert.NotEqual(plain.Output, styled.Output);
        Assert.Equal(Shown, Time().Replace(Style().Replace(styled.Output, ""), "time         # s"));
    }

    [Theory]
    [InlineData(1, "CS0103 CS0103 CS0246", "CS0103")]
    [InlineData(1, "CS0103 CS0103 CS0246 CS4014", "CS0103", "--severity", "warning")]
    [InlineData(0, "CS0246", "", "--diagnostics", "CS0246")]
    [InlineData(0, "CS0246 CS4014", "", "--diagnostics", "CS4014, CS0246", "--severity", "warning", "--tier", "rules")]
    [InlineData(0, "CS4014", "", "--diagnostics", "CS4014")]
    [InlineData(0, "", "", "--diagnostics", "CS0168")]
    public async Task What_is_attempted_is_what_was_asked_for(int exitCode, string solved, string unsolved, params string[] arguments)
    {
        var answer = (await new Cli(library.Folder).RunAsync(["fix", "Lib.csproj", "--trust", "--format", "json", .. arguments])).Expect(exitCode);
        string Ids(string outcome) => string.Join(' ', answer.Json.GetProperty("diagnostics").EnumerateArray()
            .Where(entry => entry.GetProperty("outcome").GetString() == outcome)
            .Select(entry => entry.GetProperty("id").GetString())
            .Order(StringComparer.Ordinal));
        Assert.Equal((solved, unsolved), (Ids("fixed"), Ids("unfixed")));
        Assert.Equal(Broken.Source, await File.ReadAllTextAsync(library.Folder.At("One.cs")));
    }

    [Fact]
    public async Task Where_there_is_nothing_to_repair_it_is_said_why()
    {
        Assert.EndsWith("\nNothing here is CS0168 or CS9999.\n", (await new Cli(library.Folder).RunAsync("fix", "--trust", "--diagnostics", "CS9999,CS0168")).Expect(0).Output, StringComparison.Ordinal);
        using var sound = await Broken.OpenAsync(("Two.cs", Broken.TypoRepaired));
        Assert.EndsWith("\nThere is no error to repair. Add --severity warning to repair warnings too.\n", (await new Cli(sound).RunAsync("fix", "--trust")).Expect(0).Output, StringComparison.Ordinal);
        Assert.EndsWith("\nThere is nothing to repair.\n", (await new Cli(sound).RunAsync("fix", "--trust", "--severity", "warning")).Expect(0).Output, StringComparison.Ordinal);
    }

    [GeneratedRegex("time         [0-9]+\\.[0-9] s", RegexOptions.None, 1000)]
    private static partial Regex Time();

    // The whole of our own style: colors and weight, nothing that moves or names anything.
    [GeneratedRegex("\u001b\\[[0-9;]*m", RegexOptions.None, 1000)]
    private static partial Regex Style();
}
