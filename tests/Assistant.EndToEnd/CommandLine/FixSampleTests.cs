using System.Text;
using System.Text.Json;
using Microsoft.CodeAnalysis;
using Xunit;

namespace Assistant.EndToEnd.CommandLine;

/// <summary>One repair of the whole sample, applied, that the tests below look at from all sides.</summary>
public sealed class RepairedSample : IAsyncLifetime
{
    internal Folder Folder { get; private set; } = null!;

    internal CliAnswer Answer { get; private set; } = null!;

    /// <summary>Bytes of each source file before the repair, by relative path.</summary>
    internal Dictionary<string, byte[]> Broken { get; private set; } = null!;

    /// <summary>The planted faults that the compiler reports as errors.</summary>
    internal List<Fault> Errors { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Folder = await Sample.CopyAsync();
        Broken = Sources();
        var warnings = await WarningsAsync();
        Errors = [.. Sample.Faults.Where(fault => !warnings.Contains((fault.Diagnostic, fault.Path, fault.Line)))];
        Answer = await new Cli(Folder).RunAsync("fix", "--trust", "--apply", "--format", "json");
    }

    public Task DisposeAsync()
    {
        Folder.Dispose();
        return Task.CompletedTask;
    }

    internal Dictionary<string, byte[]> Sources() => Directory
        .GetFiles(Folder.Root, "*", SearchOption.AllDirectories)
        .Select(path => Path.GetRelativePath(Folder.Root, path))
        .Where(path => !path.Split('/').Any(part => part is "bin" or "obj"))
        .ToDictionary(path => path, path => File.ReadAllBytes(Folder.At(path)), StringComparer.Ordinal);

    private async Task<HashSet<(string, string, int)>> WarningsAsync()
    {
        var opened = await Folder.OpenAsync(".");
        var warnings = new HashSet<(string, string, int)>();
        foreach (var project in opened.Snapshot.Solution.Projects)
        {
            foreach (var warning in (await project.GetCompilationAsync())!.GetDiagnostics().Where(one => one.Severity == DiagnosticSeverity.Warning && one.Location.IsInSource))
                warnings.Add((warning.Id, opened.Snapshot.RelativePath(warning.Location.SourceTree!.FilePath), warning.Location.GetLineSpan().StartLinePosition.Line + 1));
        }

        return warnings;
    }
}

public sealed class FixSampleTests(RepairedSample sample) : IClassFixture<RepairedSample>
{
    private static readonly string[] Members = ["id", "path", "line", "message", "outcome", "tier", "edits", "alternatives", "rejected", "uncovers", "milliseconds"];

    [Fact]
    public void Every_planted_error_is_fixed_at_its_place()
    {
        Assert.NotEmpty(sample.Errors);
        Assert.NotEqual(Sample.Faults.Count, sample.Errors.Count);
        sample.Answer.Expect(0);
        var answer = sample.Answer.Json;
        var entries = answer.GetProperty("diagnostics").EnumerateArray().ToList();
        Assert.All(entries, entry =>
        {
            Assert.Equal(Members, entry.EnumerateObject().Select(member => member.Name));
            Assert.Equal(("fixed", "rules"), (entry.GetProperty("outcome").GetString(), entry.GetProperty("tier").GetString()));
            Assert.NotEmpty(entry.GetProperty("edits").EnumerateArray());
            Assert.NotEqual("", entry.GetProperty("message").GetString());
        });
        Assert.Equal(
            sample.Errors.Select(fault => (fault.Diagnostic, fault.Path)).Order(),
            entries.Select(entry => (entry.GetProperty("id").GetString()!, entry.GetProperty("path").GetString()!)).Order());
        var summary = answer.GetProperty("summary");
        Assert.Equal(["fixed", "unfixed", "rejected", "milliseconds"], summary.EnumerateObject().Select(member => member.Name));
        Assert.Equal((entries.Count, 0), (summary.GetProperty("fixed").GetInt32(), summary.GetProperty("unfixed").GetInt32()));
        Assert.Equal(entries.Sum(entry => entry.GetProperty("rejected").EnumerateArray().Sum(cause => cause.GetProperty("count").GetInt32())), summary.GetProperty("rejected").GetInt32());
    }

    [Fact]
    public void The_files_are_the_broken_ones_with_the_planted_repairs_byte_for_byte()
    {
        var now = sample.Sources();
        Assert.Equal(sample.Broken.Keys.Order(StringComparer.Ordinal), now.Keys.Order(StringComparer.Ordinal));
        var repairs = sample.Errors.ToLookup(fault => fault.Path, fault => (fault.Start, fault.Length, fault.NewText), StringComparer.Ordinal);
        foreach (var (path, before) in sample.Broken)
            Assert.True(Edited(before, repairs[path]).AsSpan().SequenceEqual(now[path]), $"{path}\n{Encoding.UTF8.GetString(now[path])}");
        // What the comparison is worth: files of both rare kinds are among the repaired.
        Assert.Contains(sample.Errors, fault => sample.Broken[fault.Path].AsSpan().StartsWith("\uFEFF"u8));
        Assert.Contains(sample.Errors, fault => sample.Broken[fault.Path].AsSpan().IndexOf("\r\n"u8) >= 0);
    }

    [Fact]
    public void The_edits_of_the_entries_one_after_the_other_and_the_edits_at_the_top_all_lead_to_the_files_on_disk()
    {
        var stepwise = new Dictionary<string, byte[]>(sample.Broken, StringComparer.Ordinal);
        foreach (var entry in sample.Answer.Json.GetProperty("diagnostics").EnumerateArray())
            Apply(stepwise, entry.GetProperty("edits"));
        var atOnce = new Dictionary<string, byte[]>(sample.Broken, StringComparer.Ordinal);
        Apply(atOnce, sample.Answer.Json.GetProperty("edits"));
        foreach (var (path, bytes) in sample.Sources())
        {
            Assert.Equal(bytes, stepwise[path]);
            Assert.Equal(bytes, atOnce[path]);
        }
    }

    [Fact]
    public async Task The_repaired_copy_has_nothing_left_and_builds_and_passes_its_tests()
    {
        var again = (await new Cli(sample.Folder).RunAsync("fix", "--trust", "--format", "json")).Expect(0);
        Assert.Empty(again.Json.GetProperty("diagnostics").EnumerateArray());
        Assert.Empty(again.Json.GetProperty("edits").EnumerateArray());

        using var copy = await Sample.CopyAsync();
        foreach (var (path, bytes) in sample.Sources())
            copy.WriteBytes(path, bytes);
        Assert.Contains("Passed!", await Sample.DotnetAsync(copy.Root, "test", "-nologo", "-nodeReuse:false", "-p:UseSharedCompilation=false"), StringComparison.Ordinal);
    }

    private static void Apply(Dictionary<string, byte[]> files, JsonElement edits)
    {
        foreach (var group in edits.EnumerateArray().GroupBy(edit => edit.GetProperty("path").GetString()!))
            files[group.Key] = Edited(files[group.Key], group.Select(edit => (edit.GetProperty("start").GetInt32(), edit.GetProperty("length").GetInt32(), edit.GetProperty("newText").GetString()!)));
    }

    private static byte[] Edited(byte[] content, IEnumerable<(int Start, int Length, string NewText)> edits)
    {
        var mark = content.AsSpan().StartsWith("\uFEFF"u8) ? 3 : 0;
        var text = Encoding.UTF8.GetString(content.AsSpan(mark));
        foreach (var (start, length, newText) in edits.OrderByDescending(edit => edit.Start))
            text = string.Concat(text.AsSpan(0, start), newText, text.AsSpan(start + length));
        return [.. content.AsSpan(0, mark), .. Encoding.UTF8.GetBytes(text)];
    }
}
