namespace Assistant.Server.Engine.Analysis;

/// <summary>How far the repairs of a diagnostic were judged.</summary>
internal enum Judged
{
    /// <summary>None yet, or some of those that can be judged in a moment.</summary>
    Some,

    /// <summary>Those that can be judged in a moment.</summary>
    Quick,

    /// <summary>All, also those of which whole projects were asked.</summary>
    All,
}
