namespace Assistant.ModelHost.Endpoint.Guarding;

/// <summary>Marks a connection through a socket or pipe that only the user can reach. A connection without it must prove itself.</summary>
internal sealed class PrivateConnection;
