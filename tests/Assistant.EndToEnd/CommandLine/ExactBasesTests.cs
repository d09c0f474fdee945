using System.Globalization;
using System.Text.RegularExpressions;
using Xunit;

namespace Assistant.EndToEnd.CommandLine;

/// <summary>
/// Exactness on the repaired sample: its domain compiled for three target frameworks, with a generator and Razor pages,
/// on a base that compiles and on one that does not, with and without warnings as errors, and optimized, which is another
/// lowering. Counts are reduced; the nightly
/// run has ten times as many.
/// </summary>
public sealed partial class ExactBasesTests
{
    private static bool IsFull => Environment.GetEnvironmentVariable("ASSISTANT_FULL_COUNTS") is not null;

    [Fact]
    public async Task With_three_frameworks_a_generator_and_Razor_every_verdict_is_the_compilers()
    {
        using var folder = await Sample.RepairedAsync();
        var output = await AgreesAsync(folder, mixed: 30, bodies: 20, across: 8, local: 12, "--seed", "2");
        Assert.Contains(" felt in another project: ", output, StringComparison.Ordinal);
        Assert.DoesNotContain("\ndirty ", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task On_a_base_with_errors_and_warnings_as_errors_every_verdict_is_the_compilers()
    {
        using var folder = await Sample.RepairedAsync();
        var output = await AgreesAsync(folder, mixed: 30, bodies: 8, across: 4, local: 0, "--seed", "3", "--dirty", "5", "--warnings-as-errors");
        Assert.Equal(5, Regex.Count(output, "^in the base: ", RegexOptions.Multiline, TimeSpan.FromSeconds(1)));
        Assert.DoesNotContain("\nclean ", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_a_release_configuration_every_verdict_is_the_compilers()
    {
        using var folder = await Sample.RepairedAsync();
        await Sample.DotnetAsync(
            folder.Root, "build", "src/OrderDesk.Generators", "-c", "Release", "--no-restore", "-v:q", "-nologo", "-nodeReuse:false", "-p:UseSharedCompilation=false");
        await AgreesAsync(folder, mixed: 12, bodies: 8, across: 0, local: 8, "--seed", "5", "--property", "Configuration=Release");
    }

    [Fact]
    public async Task A_solution_that_does_not_compile_is_a_base_as_it_is()
    {
        using var folder = await Sample.CopyAsync();
        await AgreesAsync(folder, mixed: 12, bodies: 0, across: 0, local: 0, "--seed", "4");
    }

    // What is asked for is there, and all of it agrees.
    private static async Task<string> AgreesAsync(Folder folder, int mixed, int bodies, int across, int local, params string[] more)
    {
        var factor = IsFull ? 10 : 1;
        string[] counts = [.. new[] { ("--count", mixed), ("--bodies", bodies), ("--across", across), ("--local", local) }.SelectMany(pair => new[] { pair.Item1, (pair.Item2 * factor).ToString(CultureInfo.InvariantCulture) })];
        var answer = (await new Cli(folder).RunAsync(["debug", "exact", "OrderDesk.sln", "--trust", .. counts, .. more])).Expect(0);
        var met = Met().Match(answer.Output);
        Assert.InRange(int.Parse(met.Groups["bodies"].ValueSpan, CultureInfo.InvariantCulture), bodies * factor, int.MaxValue);
        Assert.InRange(int.Parse(met.Groups["across"].ValueSpan, CultureInfo.InvariantCulture), across * factor, int.MaxValue);
        Assert.InRange(int.Parse(met.Groups["local"].ValueSpan, CultureInfo.InvariantCulture), local * factor, int.MaxValue);
        Assert.Matches(@"\nagreement: (\d+) of \1 \(100%\)\n$", answer.Output);
        return answer.Output;
    }

    [GeneratedRegex(@"^accepted changes of bodies: (?<bodies>\d+); felt in another project: (?<across>\d+)\nchanges outside of bodies accepted in their file alone: (?<local>\d+)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Met();
}
