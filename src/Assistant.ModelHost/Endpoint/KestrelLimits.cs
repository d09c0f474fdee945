using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Assistant.ModelHost.Endpoint;

/// <summary>
/// What the web server bounds, and what it does not. Its clocks are off where they would end what is in order: a window holds
/// its connection open and idle for hours, a process that is stopped in a debugger or by a sleeping machine sends and reads
/// nothing for as long, and a stream may rest while a large model is loaded. What a slow peer can take is bounded in bytes
/// instead, see <see cref="EndpointLimits"/>.
/// </summary>
internal static class KestrelLimits
{
    public static void Set(KestrelServerOptions server)
    {
        server.AddServerHeader = false;
        server.AllowSynchronousIO = false;
        var limits = server.Limits;
        // Not an infinite time: added to the server's clock it overflows, and every idle connection is closed at the next tick.
        limits.KeepAliveTimeout = TimeSpan.FromDays(365);
        limits.MinRequestBodyDataRate = null;
        limits.MinResponseDataRate = null;
        limits.MaxConcurrentConnections = EndpointLimits.MostConnections;
        limits.MaxConcurrentUpgradedConnections = 0;
        limits.MaxRequestBodySize = EndpointLimits.MostBodyBytes;
        limits.MaxRequestHeadersTotalSize = EndpointLimits.MostHeaderBytes;
        limits.MaxRequestHeaderCount = EndpointLimits.MostHeaders;
        limits.MaxRequestLineSize = EndpointLimits.MostRequestLineBytes;
    }
}
