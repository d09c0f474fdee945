namespace Assistant.ModelHost.Endpoint;

/// <summary>Where the host listens and how long it waits for somebody.</summary>
/// <param name="Place">
/// Full path of the Unix socket, under 100 bytes; its folder is made when it is missing. On Windows the name of a pipe of the user.
/// </param>
/// <param name="TcpPort">A port of 127.0.0.1 to listen on as well; 0 takes a free one; null, the default of the product, listens on no port at all.</param>
/// <param name="IdleTime">How long the host stays when nobody holds a connection.</param>
public sealed record EndpointOptions(string Place, int? TcpPort, TimeSpan IdleTime);
