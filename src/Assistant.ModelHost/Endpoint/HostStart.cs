namespace Assistant.ModelHost.Endpoint;

/// <summary>What came of starting the endpoint.</summary>
public abstract record HostStart
{
    private HostStart()
    {
    }

    /// <summary>It listens.</summary>
    public sealed record Started(HostEndpoint Endpoint) : HostStart;

    /// <summary>Another host lives at this place; nothing of it was touched.</summary>
    public sealed record AlreadyRunning(string Message) : HostStart;

    /// <summary>It does not listen, in words that say why and what to do.</summary>
    public sealed record Refused(string Message) : HostStart;
}
