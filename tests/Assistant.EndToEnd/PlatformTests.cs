using System.Runtime.Versioning;
using Assistant.Platform;
using Xunit;

namespace Assistant.EndToEnd;

[SupportedOSPlatform("linux")]
public sealed class PlatformTests
{
    private static readonly Dictionary<string, string?> NoChanges = [];

    [Fact]
    public async Task A_file_is_replaced_whole_keeps_its_mode_and_leaves_nothing_beside_it()
    {
        using var temp = TempFolder.Create("assistant-test-");
        var path = Path.Combine(temp.Path, "a.sh");
        await AtomicFile.WriteAsync(path, "one"u8.ToArray(), CancellationToken.None);
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherWrite);
        await AtomicFile.WriteAsync(path, "two"u8.ToArray(), CancellationToken.None);
        Assert.Equal("two", await File.ReadAllTextAsync(path));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherWrite, File.GetUnixFileMode(path));
        Assert.Equal([path], Directory.GetFileSystemEntries(temp.Path));
    }

    [Fact]
    public async Task A_link_is_not_replaced()
    {
        using var temp = TempFolder.Create("assistant-test-");
        var target = Path.Combine(temp.Path, "target");
        var link = Path.Combine(temp.Path, "link");
        await File.WriteAllTextAsync(target, "kept");
        File.CreateSymbolicLink(link, target);
        await Assert.ThrowsAsync<IOException>(() => AtomicFile.WriteAsync(link, "new"u8.ToArray(), CancellationToken.None));
        Assert.Equal("kept", await File.ReadAllTextAsync(target));
        Assert.NotNull(new FileInfo(link).LinkTarget);
    }

    [Fact]
    public void A_real_path_follows_all_links_and_containment_goes_by_component()
    {
        using var temp = TempFolder.Create("assistant-test-");
        var root = RealPath.Of(temp.Path)!;
        Directory.CreateDirectory(Path.Combine(root, "in"));
        Directory.CreateDirectory(Path.Combine(root, "in-evil"));
        Directory.CreateSymbolicLink(Path.Combine(root, "in", "link"), Path.Combine(root, "in-evil"));
        File.CreateSymbolicLink(Path.Combine(root, "loop"), Path.Combine(root, "loop"));
        Assert.Equal(Path.Combine(root, "in-evil"), RealPath.Of(Path.Combine(root, "in", "link")));
        Assert.Null(RealPath.Of(Path.Combine(root, "loop")));
        Assert.Null(RealPath.Of(Path.Combine(root, "missing")));
        Assert.Null(RealPath.Of("a\0b"));
        Assert.True(RealPath.IsInside(Path.Combine(root, "in"), Path.Combine(root, "in", "x")));
        Assert.True(RealPath.IsInside(Path.Combine(root, "in"), Path.Combine(root, "in")));
        Assert.True(RealPath.IsInside("/", "/x"));
        Assert.False(RealPath.IsInside(Path.Combine(root, "in"), Path.Combine(root, "in-evil")));
        Assert.False(RealPath.IsInside(Path.Combine(root, "in"), Path.Combine(root, "in", "..", "in-evil")));
    }

    [Fact]
    public async Task A_child_is_told_its_arguments_literally_and_its_output_is_bounded()
    {
        var result = await ChildProcess.RunAsync(
            "/bin/sh",
            ["-c", "cat; head -c 3000000 /dev/zero | tr '\\0' x; printf '%s\\n' \"$1\" \"$VALUE\"; echo e >&2; exit 3", "sh", "a b\"'$(x)"],
            "/",
            new Dictionary<string, string?>(StringComparer.Ordinal) { ["VALUE"] = "v", ["HOME"] = null },
            TimeSpan.FromSeconds(30),
            CancellationToken.None);
        Assert.Equal(3, result.ExitCode);
        Assert.False(result.TimedOut);
        Assert.Equal("e\n", result.Error);
        Assert.Equal(1 << 20, result.Output.Length);
        Assert.EndsWith("xa b\"'$(x)\nv\n", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_child_that_takes_too_long_ends_with_its_children()
    {
        var result = await ChildProcess.RunAsync("/bin/sh", ["-c", "sleep 54321 & echo $!; wait"], "/", NoChanges, TimeSpan.FromSeconds(1), CancellationToken.None);
        Assert.True(result.TimedOut);
        // Killed and not yet collected by its new parent is a zombie, Z.
        var status = $"/proc/{result.Output.Trim()}/status";
        Assert.True(!File.Exists(status) || (await File.ReadAllTextAsync(status)).Contains("State:\tZ", StringComparison.Ordinal));
        await Assert.ThrowsAsync<IOException>(() => ChildProcess.RunAsync("/no/such/program", [], "/", NoChanges, TimeSpan.FromSeconds(1), CancellationToken.None));
    }

    [Fact]
    public void The_users_folders_follow_the_variables_that_count()
    {
        Assert.Equal("/c/assistant", new UserFolders(name => name == "XDG_CONFIG_HOME" ? "/c" : "/h").Config);
        var plain = new UserFolders(name => name == "HOME" ? "/h" : name == "XDG_CACHE_HOME" ? "relative" : null);
        Assert.Equal("/h/.config/assistant", plain.Config);
        Assert.Equal("/h/.cache/assistant", plain.Cache);
        Assert.Equal("/h/.local/share/assistant", plain.Data);
    }
}
