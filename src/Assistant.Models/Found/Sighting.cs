namespace Assistant.Models.Found;

/// <summary>What a search came by.</summary>
public abstract record Sighting
{
    private Sighting()
    {
    }

    /// <summary>A model that can be taken over.</summary>
    public sealed record Usable(FoundModel Model) : Sighting;

    /// <summary>A file that cannot.</summary>
    public sealed record LeftOut(string Path, LeftOutReason Reason) : Sighting;
}
