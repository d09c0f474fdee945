namespace Assistant.Cli.Repairs;

/// <summary>What became of a fault.</summary>
internal enum FaultEnding
{
    /// <summary>The file reads as it did before, and no repair of another file brought a warning.</summary>
    Exactly,

    /// <summary>The compiler no longer reports it, with another text.</summary>
    Otherwise,

    /// <summary>The compiler no longer reports it, but warns of what it did not warn of before the fault: no repair.</summary>
    Warned,

    /// <summary>Still there: several repairs compile, and nothing tells which one is meant.</summary>
    Tied,

    /// <summary>Still there.</summary>
    Left,
}
