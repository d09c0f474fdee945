namespace Assistant.Cli.Repairs;

/// <summary>What became of faults of one kind.</summary>
/// <param name="Kind">The kind, or how many were injected together.</param>
internal sealed record RepairTally(string Kind)
{
    /// <summary>Faults the compiler reported.</summary>
    public int Injected { get; set; }

    /// <summary>Those after which the file reads as it did before.</summary>
    public int Restored { get; set; }

    /// <summary>Those that the compiler no longer reports, with another text.</summary>
    public int Otherwise { get; set; }

    /// <summary>Rounds after which there were more errors than the faults had brought.</summary>
    public int Worse { get; set; }

    public int Repaired => Restored + Otherwise;

    public int Unrepaired => Injected - Repaired;
}
