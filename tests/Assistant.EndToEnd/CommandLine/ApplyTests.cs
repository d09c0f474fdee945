using System.Runtime.Versioning;
using System.Text;
using Xunit;

namespace Assistant.EndToEnd.CommandLine;

/// <summary>What can go wrong while repairs are written: each time the files stay as they were, all of them.</summary>
[SupportedOSPlatform("linux")]
public sealed class ApplyTests
{
    private static readonly string[] Apply = ["fix", "--trust", "--apply", "--format", "json"];

    [Fact]
    public async Task Encodings_marks_line_ends_and_modes_stay()
    {
        using var folder = await Broken.OpenAsync();
        var files = new (string Name, Func<string, byte[]> Bytes)[]
        {
            ("Plain.cs", Encoding.UTF8.GetBytes),
            ("Marked.cs", text => [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(text)]),
            ("Wide.cs", text => [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(text)]),
            ("Carriage.cs", text => Encoding.UTF8.GetBytes(text.Replace("\n", "\r\n", StringComparison.Ordinal))),
            ("Unended.cs", text => Encoding.UTF8.GetBytes(text.TrimEnd())),
            ("Mixed.cs", text => Encoding.UTF8.GetBytes("// ä\r\n\r// b\n" + text)),
        };
        foreach (var (name, bytes) in files)
            folder.WriteBytes(name, bytes(Broken.Typo.Replace("Two", Path.GetFileNameWithoutExtension(name), StringComparison.Ordinal)));
        folder.WriteBytes("Big.cs", [.. "public static class Big { }\n"u8, .. Enumerable.Repeat((byte)'/', 50 << 20)]);
        File.SetUnixFileMode(folder.At("Plain.cs"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupWrite);

        (await new Cli(folder).RunAsync(Apply)).Expect(0);
        foreach (var (name, bytes) in files)
            Assert.Equal(bytes(Broken.TypoRepaired.Replace("Two", Path.GetFileNameWithoutExtension(name), StringComparison.Ordinal)), await File.ReadAllBytesAsync(folder.At(name)));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupWrite, File.GetUnixFileMode(folder.At("Plain.cs")));
    }

    [Fact]
    public async Task A_link_out_of_the_folder_is_not_followed()
    {
        using var folder = await Broken.OpenAsync(("A.cs", Broken.Typo), ("../elsewhere/Away.cs", Broken.Typo.Replace("Two", "Away", StringComparison.Ordinal)));
        File.CreateSymbolicLink(folder.At("Away.cs"), folder.At("../elsewhere/Away.cs"));
        await RefusedAsync(folder, ["A.cs", "../elsewhere/Away.cs"], "Away.cs is reached through a link that leaves the solution's folder: nothing was written");
    }

    [Fact]
    public async Task A_link_within_the_folder_is_not_replaced()
    {
        using var folder = await Broken.OpenAsync(("A.cs", "public static class A { }"), ("texts/Real.txt", Broken.Typo));
        File.CreateSymbolicLink(folder.At("Link.cs"), folder.At("texts/Real.txt"));
        await RefusedAsync(folder, ["texts/Real.txt"], "nothing was written: ", "Link.cs is a link: it is not replaced");
    }

    [Fact]
    public async Task A_read_only_file_stays()
    {
        using var folder = await Broken.OpenAsync(("A.cs", Broken.Typo), ("B.cs", Broken.Typo.Replace("Two", "B", StringComparison.Ordinal)));
        File.SetUnixFileMode(folder.At("B.cs"), UnixFileMode.UserRead);
        await RefusedAsync(folder, ["A.cs", "B.cs"], "B.cs is read-only: nothing was written, make it writable");
    }

    [Fact]
    public async Task A_file_that_is_not_utf8_stays()
    {
        using var folder = await Broken.OpenAsync(("A.cs", Broken.Typo));
        folder.WriteBytes("B.cs", [.. "/* "u8, 0xE4, .. " */ "u8, .. Encoding.UTF8.GetBytes(Broken.Typo.Replace("Two", "B", StringComparison.Ordinal))]);
        await RefusedAsync(folder, ["A.cs", "B.cs"], "B.cs is not UTF-8", "save it as UTF-8");
    }

    [Fact]
    public async Task A_file_that_changed_meanwhile_stays_as_it_is_then()
    {
        using var folder = await Broken.OpenAsync(("A.cs", Broken.Typo), ("B.cs", Broken.Typo.Replace("Two", "B", StringComparison.Ordinal)));
        using var process = new Cli(folder).Start(Apply);
        var error = new StringBuilder();
        // The sources were read before it says this.
        while (await process.StandardError.ReadLineAsync() is { } line && !line.StartsWith("Looking for repairs", StringComparison.Ordinal))
            error.AppendLine(line);
        await File.AppendAllTextAsync(folder.At("B.cs"), "// mine\n");
        var answer = await Cli.EndAsync(process);
        answer.ExpectComplaint("B.cs changed on disk since it was read: nothing was written, run the command again");
        Assert.Equal(Broken.Typo, await File.ReadAllTextAsync(folder.At("A.cs")));
        Assert.EndsWith("// mine\n", await File.ReadAllTextAsync(folder.At("B.cs")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_full_disk_costs_nothing()
    {
        using var folder = await Broken.OpenAsync(("A.cs", Broken.Typo + new string('/', 20_000)), ("B.cs", Broken.Typo.Replace("Two", "B", StringComparison.Ordinal)));
        // Its own mounts, gone with the shell. What the build needs to write is written by the first run, into the cache.
        const string Script = """
            set -e
            mkdir disk
            mount -t tmpfs -o size=2m none disk
            cp -r A.cs B.cs Lib.csproj obj disk
            cd disk
            dotnet restore -v:q -nologo >&2
            "$@" --format json >/dev/null
            cat /dev/zero > fill 2>/dev/null || true
            "$@" --apply && status=0 || status=$?
            cmp A.cs ../A.cs
            cmp B.cs ../B.cs
            ls -A | grep -v -x -e A.cs -e B.cs -e Lib.csproj -e obj -e fill -e bin && exit 77
            # The detector can fire: with room the same command writes.
            rm fill
            "$@" --apply >/dev/null
            ! cmp -s A.cs ../A.cs
            exit $status
            """;
        var cli = new Cli(folder) { Command = ["unshare", "-rm", "sh", "-c", Script, "sh", "dotnet", Repository.Assistant] };
        var answer = (await cli.RunAsync("fix", "--trust")).Expect(2);
        Assert.Contains("assistant: nothing was written: No space left on device", answer.Error, StringComparison.Ordinal);
        Assert.Contains("; make room on the disk and run the command again\n", answer.Error, StringComparison.Ordinal);
    }

    private static async Task RefusedAsync(Folder folder, string[] files, params string[] complaint)
    {
        var before = files.ToDictionary(file => file, file => File.ReadAllBytes(folder.At(file)), StringComparer.Ordinal);
        var entries = Directory.GetFiles(folder.Root).Length;
        (await new Cli(folder).RunAsync(Apply)).ExpectComplaint(complaint);
        foreach (var (file, bytes) in before)
            Assert.Equal(bytes, await File.ReadAllBytesAsync(folder.At(file)));
        Assert.Equal(entries, Directory.GetFiles(folder.Root).Length);
    }
}
