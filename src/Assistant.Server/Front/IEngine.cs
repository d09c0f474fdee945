namespace Assistant.Server.Front;

/// <summary>A running engine, from outside.</summary>
internal interface IEngine : IDisposable
{
    /// <summary>What it reads.</summary>
    public Stream Input { get; }

    /// <summary>What it writes.</summary>
    public Stream Output { get; }

    /// <summary>Its exit code, once it has ended.</summary>
    public Task<int> Exited { get; }

    /// <summary>Physical memory it takes.</summary>
    public long MemoryBytes { get; }

    /// <summary>Ends it with its children.</summary>
    public void Kill();
}
