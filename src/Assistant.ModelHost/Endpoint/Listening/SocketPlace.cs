using System.Net.Sockets;
using System.Text;
using Assistant.Platform;

namespace Assistant.ModelHost.Endpoint.Listening;

/// <summary>
/// The place of the host's Unix socket, held by this process. The law: whoever holds the lock file beside the socket is the
/// host; a socket that stands there while nobody holds the lock is left of a host that died, and only then it is replaced. The
/// lock is let go after the socket is gone.
/// </summary>
internal sealed class SocketPlace : IDisposable
{
    private readonly LockFile held;

    private SocketPlace(string path, LockFile held)
    {
        Path = path;
        this.held = held;
    }

    /// <summary>Full path of the socket.</summary>
    public string Path { get; }

    /// <summary>Takes the place.</summary>
    /// <returns>The place, or why not: then the host that is there lives on.</returns>
    public static (SocketPlace? Place, HostStart? Failure) Take(string path)
    {
        var bytes = Encoding.UTF8.GetByteCount(path);
        if (bytes >= EndpointLimits.PathBytesBound)
            return (null, new HostStart.Refused($"the socket's path has {bytes} bytes and must have fewer than {EndpointLimits.PathBytesBound}: {path}"));
        if (!System.IO.Path.IsPathFullyQualified(path) || System.IO.Path.GetDirectoryName(path) is not { } folder)
            return (null, new HostStart.Refused($"the socket's path must be a full one: {path}"));
        if (PrivateFolder.Make(folder) is { } refusal)
            return (null, new HostStart.Refused(refusal));
        try
        {
            return TakeIn(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return (null, new HostStart.Refused($"the socket's place cannot be taken: {failure.Message}"));
        }
    }

    /// <summary>Binds a socket that nobody else can connect to: it gets its mode before it listens.</summary>
    public static Socket Bind(UnixDomainSocketEndPoint endPoint)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            socket.Bind(endPoint);
            PrivateFolder.Restrict(endPoint.ToString());
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Files.DeleteOwn(Path);
        held.Dispose();
    }

    private static (SocketPlace? Place, HostStart? Failure) TakeIn(string path)
    {
        var taken = LockFile.TryTake(path + ".lock");
        // The system may have been told not to lock files: then the answer of the socket counts.
        if (taken is null || Answers(path))
        {
            taken?.Dispose();
            return (null, new HostStart.AlreadyRunning($"a host is already running at {path}"));
        }

        if (PrivateFolder.IsNoSocket(path))
        {
            taken.Dispose();
            return (null, new HostStart.Refused($"{path} is no socket: delete it, or give another path"));
        }

        Files.DeleteOwn(path);
        return (new SocketPlace(path, taken), null);
    }

    private static bool Answers(string path)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            socket.Connect(new UnixDomainSocketEndPoint(path));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
