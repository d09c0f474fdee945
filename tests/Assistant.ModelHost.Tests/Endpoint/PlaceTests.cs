using System.Net.Sockets;
using System.Runtime.Versioning;
using Assistant.ModelHost.Endpoint;
using Assistant.Platform;
using Xunit;

namespace Assistant.ModelHost.Tests.Endpoint;

/// <summary>Where the socket stands, and whose it is.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class PlaceTests
{
    private const UnixFileMode FileMode600 = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    [Fact]
    public async Task Socket_and_folder_are_the_users_alone_and_the_socket_goes_with_its_host()
    {
        string path;
        await using (var host = await TestHost.StartAsync(FakeGenerator.Plain()))
        {
            path = host.SocketPath;
            Assert.Equal(FileMode600, File.GetUnixFileMode(path));
            Assert.Equal(FileMode600, File.GetUnixFileMode(path + ".lock"));
            Assert.Equal(FileMode600 | UnixFileMode.UserExecute, File.GetUnixFileMode(Path.GetDirectoryName(path)!));
        }

        Assert.False(File.Exists(path));
    }

    [Fact]
    public async Task A_second_host_is_told_of_the_first_which_lives_on()
    {
        await using var host = await TestHost.StartAsync(FakeGenerator.Plain());
        var second = Assert.IsType<HostStart.AlreadyRunning>(await StartAsync(host.SocketPath));
        Assert.Contains(host.SocketPath, second.Message, StringComparison.Ordinal);
        Assert.Contains("ok", await host.Client.GetStringAsync(new Uri("/health", UriKind.Relative)), StringComparison.Ordinal);
        using var other = host.NewClient();
        Assert.Contains("ok", await other.GetStringAsync(new Uri("/health", UriKind.Relative)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_answers_at_the_socket_is_not_displaced_though_its_lock_is_gone()
    {
        using var folder = TempFolder.Create("host-");
        var path = Path.Combine(folder.Path, "host.sock");
        using var other = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        other.Bind(new UnixDomainSocketEndPoint(path));
        other.Listen();
        Assert.IsType<HostStart.AlreadyRunning>(await StartAsync(path));
        Assert.True(File.Exists(path));
    }

    [Fact]
    public async Task The_socket_of_a_host_that_died_is_replaced()
    {
        using var folder = TempFolder.Create("host-");
        var path = Path.Combine(folder.Path, "host.sock");
        using (var dead = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
        {
            dead.Bind(new UnixDomainSocketEndPoint(path));
            // Its end would delete it, as that of a killed process does not.
            File.Move(path, path + ".aside");
        }

        File.Move(path + ".aside", path);
        await using var endpoint = Assert.IsType<HostStart.Started>(await StartAsync(path)).Endpoint;
    }

    [Fact]
    public async Task One_host_after_another_takes_the_same_place()
    {
        using var folder = TempFolder.Create("host-");
        for (var time = 0; time < 3; time++)
        {
            await using var endpoint = Assert.IsType<HostStart.Started>(await StartAsync(Path.Combine(folder.Path, "host.sock"))).Endpoint;
        }
    }

    [Fact]
    public async Task A_file_that_is_no_socket_is_left_alone()
    {
        using var folder = TempFolder.Create("host-");
        var path = Path.Combine(folder.Path, "host.sock");
        await File.WriteAllTextAsync(path, "");
        Assert.Contains("no socket", Assert.IsType<HostStart.Refused>(await StartAsync(path)).Message, StringComparison.Ordinal);
        Assert.True(File.Exists(path));
    }

    [Fact]
    public async Task A_folder_that_others_may_enter_is_refused()
    {
        using var folder = TempFolder.Create("host-");
        foreach (var others in new[] { UnixFileMode.GroupRead, UnixFileMode.OtherExecute, UnixFileMode.GroupWrite })
        {
            File.SetUnixFileMode(folder.Path, FileMode600 | UnixFileMode.UserExecute | others);
            Assert.Contains("chmod 700", Assert.IsType<HostStart.Refused>(await StartAsync(Path.Combine(folder.Path, "host.sock"))).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_folder_that_is_a_link_is_refused()
    {
        using var folder = TempFolder.Create("host-");
        Directory.CreateDirectory(Path.Combine(folder.Path, "real"));
        File.SetUnixFileMode(Path.Combine(folder.Path, "real"), FileMode600 | UnixFileMode.UserExecute);
        Directory.CreateSymbolicLink(Path.Combine(folder.Path, "link"), "real");
        Assert.Contains("is a link", Assert.IsType<HostStart.Refused>(await StartAsync(Path.Combine(folder.Path, "link", "host.sock"))).Message, StringComparison.Ordinal);
        await using var endpoint = Assert.IsType<HostStart.Started>(await StartAsync(Path.Combine(folder.Path, "real", "host.sock"))).Endpoint;
    }

    [Theory]
    [InlineData(99, true)]
    [InlineData(100, false)]
    public async Task A_path_is_shorter_than_100_bytes(int bytes, bool starts)
    {
        using var folder = TempFolder.Create("host-");
        var path = Path.Combine(folder.Path, "é");
        path += new string('x', bytes - System.Text.Encoding.UTF8.GetByteCount(path));
        var start = await StartAsync(path);
        if (starts)
            await Assert.IsType<HostStart.Started>(start).Endpoint.DisposeAsync();
        else
            Assert.Contains("fewer than 100", Assert.IsType<HostStart.Refused>(start).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_refused_and_leaves_nothing()
    {
        await using var host = await TestHost.StartAsync(FakeGenerator.Plain(), tcp: true);
        using var folder = TempFolder.Create("host-");
        var path = Path.Combine(folder.Path, "host.sock");
        Assert.IsType<HostStart.Refused>(await StartAsync(path, host.Port));
        Assert.False(File.Exists(path));
        await using var endpoint = Assert.IsType<HostStart.Started>(await StartAsync(path)).Endpoint;
    }

    private static Task<HostStart> StartAsync(string path, int? port = null) =>
        HostEndpoint.StartAsync(FakeGenerator.Plain(), new EndpointOptions(path, port, TimeSpan.FromHours(1)), TimeProvider.System, CancellationToken.None);
}
