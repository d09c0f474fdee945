using System.Net;

namespace Assistant.Models.Pull;

/// <summary>The environment's proxy, which is not asked for what this machine has: .NET asks it for that, too.</summary>
/// <param name="inner">The environment's.</param>
internal sealed class ProxyBeyondThisMachine(IWebProxy inner) : IWebProxy
{
    public ICredentials? Credentials
    {
        get => inner.Credentials;
        set => inner.Credentials = value;
    }

    public Uri? GetProxy(Uri destination) => destination.IsLoopback ? null : inner.GetProxy(destination);

    public bool IsBypassed(Uri host) => host.IsLoopback || inner.IsBypassed(host);
}
