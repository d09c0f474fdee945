namespace Assistant.Platform;

/// <summary>What the model host may be doing when it dies.</summary>
public enum HostDoing
{
    /// <summary>Nothing that could kill it.</summary>
    Nothing,

    /// <summary>It has ended in good order.</summary>
    Ended,

    /// <summary>Reading a model file.</summary>
    Loading,

    /// <summary>Making room to compute in.</summary>
    MakingContext,

    /// <summary>The same with an adapter, which is read first: the note names the adapter's file in place of the model's.</summary>
    Adapting,

    /// <summary>It has a model to compute with.</summary>
    Serving,

    /// <summary>The library ends the process and has said why.</summary>
    Aborting,
}
