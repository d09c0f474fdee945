using Assistant.Cli.Doctor;
using Spectre.Console;
using Xunit;

namespace Assistant.Tests.Doctor;

/// <summary>The page as people see it.</summary>
public sealed class DoctorTextTests
{
    [Fact]
    public void A_machine_on_which_all_is_well() => Assert.Equal(
        """
        assistant 0.1.0 on linux-x64, .NET 10.0.12

          ✓ sdk       .NET SDK 10.0.401 in /usr/share/dotnet/sdk/10.0.401
          ✓ engine    Roslyn 5.0.0 of that SDK
          ✓ host      starts and listens: llama.cpp 0.4.0, a processor
          ✓           one runs (process 7) with no model loaded
          ✓ servers   Ollama at http://127.0.0.1:11434 has qwen3:4b
                      to use it: {"small":{"endpoint":"http://127.0.0.1:11434","model":"qwen3:4b"}} in settings.json

        All is well.

        """,
        Shown(
            width: null,
            Finding.Good("sdk", ".NET SDK 10.0.401 in /usr/share/dotnet/sdk/10.0.401"),
            Finding.Good("engine", "Roslyn 5.0.0 of that SDK"),
            Finding.Good("host", "starts and listens: llama.cpp 0.4.0, a processor"),
            Finding.Good("host", "one runs (process 7) with no model loaded"),
            Finding.Good("servers", "Ollama at http://127.0.0.1:11434 has qwen3:4b", """{"small":{"endpoint":"http://127.0.0.1:11434","model":"qwen3:4b"}} in settings.json""")));

    [Fact]
    public void A_machine_on_which_much_is_wrong_in_a_narrow_terminal() => Assert.Equal(
        """
        assistant 0.1.0 on linux-x64, .NET 10.0.12

          ✗ sdk       /w/global.json asks for .NET SDK 9.0.100, which is
                      not installed: install it or change global.json
                      next: install the .NET SDK 10 from https://dot.net/download, or change global.json
          ! trust     /a/folder/with\u{1B}[31m/a/name/that/is/longer/than/the/line/is
                      is not trusted
                      next: assistant fix 'All \u{202E}.sln' --trust

        2 things to do, 1 of them is in the way of something.

        """,
        Shown(
            width: 64,
            Finding.Wrong("sdk", "/w/global.json asks for .NET SDK 9.0.100, which is not installed: install it or change global.json", "install the .NET SDK 10 from https://dot.net/download, or change global.json"),
            Finding.Warning("trust", "/a/folder/with\u001b[31m/a/name/that/is/longer/than/the/line/is is not trusted", "assistant fix 'All \u202E.sln' --trust")));

    [Theory]
    [InlineData("One thing to do; everything else is well.", FindingState.Good, FindingState.Warning)]
    [InlineData("One thing to do.", FindingState.Good, FindingState.Wrong)]
    [InlineData("2 things to do; everything else is well.", FindingState.Warning, FindingState.Warning)]
    [InlineData("2 things to do.", FindingState.Wrong, FindingState.Wrong)]
    [InlineData("3 things to do, 2 of them are in the way of something.", FindingState.Warning, FindingState.Wrong, FindingState.Wrong)]
    internal void The_last_line_counts(string line, params FindingState[] states) =>
        Assert.Equal(line, Shown(null, [.. states.Select(state => new Finding("x", state, "words", "next"))]).TrimEnd().Split('\n')[^1]);

    private static string Shown(int? width, params Finding[] findings)
    {
        using var written = new StringWriter { NewLine = "\n" };
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Out = new AnsiConsoleOutput(written) });
        console.Profile.Width = int.MaxValue;
        new DoctorText(console, width).Show("assistant 0.1.0 on linux-x64, .NET 10.0.12", findings);
        return written.ToString();
    }
}
