using System.Diagnostics;
using System.Globalization;
using Assistant.Tests.Kit;
using Xunit;
using static Assistant.Tests.Kit.Replies;

namespace Assistant.EndToEnd.CommandLine;

/// <summary>A library with real tests of xunit, one of which fails whatever is done.</summary>
public sealed class TestedLibrary : IAsyncLifetime
{
    internal const string Source = """
        namespace Lib;

        public static class Money
        {
            public static int Total(int first, int second)
            {
                return first + second;
            }

            public static int Alone(int value) => value;

            public static int Endless(int value) => value;
        }

        """;

    internal Folder Folder { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Folder = new Folder(
            ("All.slnx", """<Solution><Project Path="Lib/Lib.csproj" /><Project Path="Lib.Tests/Lib.Tests.csproj" /></Solution>"""),
            ("Lib/Lib.csproj", Folder.Library),
            ("Lib/Money.cs", Source),
            ("Lib.Tests/Lib.Tests.csproj", Folder.Library.Replace("</Project>", """
                <ItemGroup>
                  <ProjectReference Include="../Lib/Lib.csproj" />
                  <PackageReference Include="Microsoft.NET.Test.Sdk" Version="18.0.1" />
                  <PackageReference Include="xunit" Version="2.9.3" />
                  <PackageReference Include="xunit.runner.visualstudio" Version="3.1.5" />
                </ItemGroup></Project>
                """, StringComparison.Ordinal)),
            ("Lib.Tests/MoneyTests.cs", """
                namespace Lib.Tests;

                using Xunit;

                public class MoneyTests
                {
                    [Theory]
                    [InlineData(1, 2, 3)]
                    [InlineData(-1, 1, 0)]
                    public void Adds(int first, int second, int sum)
                    {
                        System.IO.File.AppendAllText(System.IO.Path.Combine(System.AppContext.BaseDirectory, "ran.txt"), "ran");
                        Assert.Equal(sum, Money.Total(first, second));
                    }

                    [Fact]
                    public void Fails_whatever_is_done() => Assert.Equal(5, Money.Total(2, 2));

                    [Fact]
                    public void Ends() => Money.Endless(1);
                }
                """));
        await Folder.RestoredAsync("Lib.Tests/Lib.Tests.csproj");
    }

    public Task DisposeAsync()
    {
        Folder.Dispose();
        return Task.CompletedTask;
    }
}

/// <summary>Tests that a change can reach are run with it, in a copy, and decide with the compiler whether it is taken.</summary>
[Collection(AloneCollection.Name)]
public sealed class TestedTests(TestedLibrary library) : IClassFixture<TestedLibrary>
{
    private const string Breaking = "```csharp\npublic static int Total(int first, int second)\n{\n    return first + first;\n}\n```";
    private const string Good = "```csharp\npublic static int Total(int first, int second)\n{\n    return second + first;\n}\n```";

    private readonly Folder folder = library.Folder;

    [Fact]
    public async Task An_answer_that_breaks_a_test_is_not_taken_and_the_next_one_hears_which()
    {
        using var server = new ScriptedServer(Says(Breaking), Says(Good));
        var before = Files();
        var cli = new Cli(folder) { Variables = { ["NO_COLOR"] = "1" } };
        var answer = (await cli.RunAsync("edit", "add the other way round", "--at", "Lib/Money.cs:7", "--trust", "--tests", "--small", server.Address + "#m")).Expect(0);
        Assert.Equal(2, server.Asked.Count);
        var evidence = server.Asked[1].Messages[^1];
        Assert.Contains("That was not taken: 2 tests fail with it and pass without it.", evidence, StringComparison.Ordinal);
        Assert.Contains("Lib.Tests.MoneyTests.Adds(first: 1, second: 2, sum: 3): Assert.Equal() Failure: Values differ Expected: 3 Actual: 2", evidence, StringComparison.Ordinal);
        Assert.DoesNotContain("Fails_whatever_is_done", evidence, StringComparison.Ordinal);
        Assert.Contains("    tests          1 test fails with it and without it\n", answer.Output, StringComparison.Ordinal);
        Assert.Contains("    small model    2 tests fail with it and pass without it: Lib.Tests.MoneyTests.Adds(", answer.Output, StringComparison.Ordinal);
        Assert.Contains("       7 +         return second + first;\n", answer.Output, StringComparison.Ordinal);
        // Nothing was run, built or written in the user's folder, and the copy is gone.
        Assert.Equal(before, Files());
        Assert.Empty(Directory.GetFileSystemEntries(cli.Temporary, "assistant-*"));
    }

    [Theory]
    [InlineData("Lib/Money.cs:10", "```csharp\npublic static int Alone(int value) => value + 0;\n```", "no test reaches the change")]
    [InlineData("Lib/Money.cs:12", "```csharp\npublic static int Endless(int value) => value + 0;\n```", "1 test that can reach it passes")]
    public async Task Programs_are_told_what_was_run(string at, string said, string expected)
    {
        using var server = new ScriptedServer(Says(said));
        var answer = (await new Cli(folder).RunAsync("edit", "write it otherwise", "--at", at, "--trust", "--tests", "--format", "json", "--small", server.Address + "#m")).Expect(0);
        Assert.Equal(expected, answer.Json.GetProperty("tests").GetString());
    }

    [Fact]
    public async Task What_cannot_be_built_in_the_copy_is_not_run_and_that_is_said()
    {
        using var server = new ScriptedServer(Says(Good));
        folder.Write("Lib.Tests/Broken.cs", "class Broken { int M() => missing; }\n");
        try
        {
            var answer = (await new Cli(folder).RunAsync("edit", "add the other way round", "--at", "Lib/Money.cs:7", "--trust", "--tests", "--format", "json", "--small", server.Address + "#m")).Expect(0);
            Assert.StartsWith("its tests were not run: ", answer.Json.GetProperty("tests").GetString(), StringComparison.Ordinal);
            Assert.Contains("error CS0103", answer.Json.GetProperty("tests").GetString(), StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(folder.At("Lib.Tests/Broken.cs"));
        }
    }

    [Fact]
    public async Task A_repair_after_which_a_test_fails_is_not_taken()
    {
        var broken = TestedLibrary.Source.Replace("return first + second", "return first + secnd", StringComparison.Ordinal);
        folder.Write("Lib/Money.cs", broken);
        try
        {
            var answer = (await new Cli(folder).RunAsync("fix", "--trust", "--tests", "--apply", "--format", "json")).Expect(1);
            var found = Assert.Single(answer.Json.GetProperty("diagnostics").EnumerateArray());
            Assert.Equal("unfixed", found.GetProperty("outcome").GetString());
            Assert.Contains("failing tests", found.GetProperty("rejected").EnumerateArray().Select(rejected => rejected.GetProperty("id").GetString()));
            Assert.Equal(broken, await File.ReadAllTextAsync(folder.At("Lib/Money.cs")));
        }
        finally
        {
            folder.Write("Lib/Money.cs", TestedLibrary.Source);
        }
    }

    [Fact]
    public async Task Stopped_while_tests_run_it_leaves_nothing()
    {
        using var server = new ScriptedServer(Says("```csharp\npublic static int Endless(int value)\n{\n    while (value == 1)\n        System.IO.File.WriteAllText(System.IO.Path.Combine(System.IO.Path.GetTempPath(), \"started\"), \"\");\n    return value;\n}\n```"));
        var before = Files();
        var cli = new Cli(folder) { Command = ["setsid", "dotnet", Repository.Assistant] };
        using var process = cli.Start("edit", "wait", "--at", "Lib/Money.cs:12", "--trust", "--tests", "--small", server.Address + "#m");
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        while (!File.Exists(Path.Combine(cli.Temporary, "started")))
            await Task.Delay(50, patience.Token);
        using (var kill = Process.Start("kill", ["-INT", process.Id.ToString(CultureInfo.InvariantCulture)]))
            await kill.WaitForExitAsync(patience.Token);
        await process.WaitForExitAsync(patience.Token);
        Assert.Equal(2, process.ExitCode);
        Assert.EndsWith("assistant: stopped; nothing was changed\n", await process.StandardError.ReadToEndAsync(patience.Token), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(cli.Temporary, "assistant-*"));
        Assert.Equal(before, Files());
        // Nobody goes on: the test wrote this file again and again.
        File.Delete(Path.Combine(cli.Temporary, "started"));
        await Task.Delay(500, patience.Token);
        Assert.False(File.Exists(Path.Combine(cli.Temporary, "started")));
    }

    private string[] Files() =>
    [
        .. Directory.GetFiles(folder.Root, "*", SearchOption.AllDirectories)
            // What asking MSBuild for the compiler's arguments leaves, with tests or without.
            .Where(path => !path.Contains("/obj/", StringComparison.Ordinal) && !path.Contains("/.msCoverage", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(path => $"{Path.GetRelativePath(folder.Root, path)} {File.ReadAllText(path).Length}"),
    ];
}
