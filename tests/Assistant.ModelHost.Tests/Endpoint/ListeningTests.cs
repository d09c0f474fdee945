using System.Globalization;
using Xunit;

namespace Assistant.ModelHost.Tests.Endpoint;

/// <summary>T8: where this process listens, as the kernel tells it.</summary>
[Collection(AloneCollection.Name)]
public sealed class ListeningTests
{
    private const string Listening = "0A";

    [Fact]
    public async Task Without_the_wish_there_is_no_port_whatever_the_environment_says()
    {
        var before = Ports();
        Environment.SetEnvironmentVariable("ASPNETCORE_URLS", "http://0.0.0.0:0");
        Environment.SetEnvironmentVariable("DOTNET_URLS", "http://0.0.0.0:0");
        try
        {
            await using var host = await TestHost.StartAsync(FakeGenerator.Plain());
            Assert.Equal(before, Ports());
            Assert.Null(host.Endpoint.Token);
            Assert.Equal(host.SocketPath, host.Endpoint.Address);
        }
        finally
        {
            Environment.SetEnvironmentVariable("ASPNETCORE_URLS", null);
            Environment.SetEnvironmentVariable("DOTNET_URLS", null);
        }
    }

    [Fact]
    public async Task With_the_wish_there_is_one_port_of_this_machine_alone()
    {
        var before = Ports();
        await using var host = await TestHost.StartAsync(FakeGenerator.Plain(), tcp: true);
        Assert.Equal([$"0100007F:{host.Port:X4}"], Ports().Except(before, StringComparer.Ordinal));
        Assert.Equal(64, host.Endpoint.Token!.Length);
    }

    // Addresses on which this process listens, of both versions of the protocol.
    private static List<string> Ports()
    {
        var own = new DirectoryInfo("/proc/self/fd").EnumerateFileSystemInfos()
            .Select(entry => entry.LinkTarget).OfType<string>()
            .Where(target => target.StartsWith("socket:[", StringComparison.Ordinal))
            .Select(target => long.Parse(target["socket:[".Length..].TrimEnd(']'), CultureInfo.InvariantCulture))
            .ToHashSet();
        return [.. new[] { "/proc/net/tcp", "/proc/net/tcp6" }.SelectMany(path => File.ReadLines(path).Skip(1))
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(columns => columns[3] == Listening && own.Contains(long.Parse(columns[9], CultureInfo.InvariantCulture)))
            .Select(columns => columns[1])];
    }
}
